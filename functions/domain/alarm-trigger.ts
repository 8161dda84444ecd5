import { AlarmEvent } from '../contract/alarm-event.ts';
import type { Config } from '../contract/config.ts';
import { names } from '../contract/names.ts';
import { datastoresIn } from './datastore.ts';

/** Why an alarm was not acted on. The metric `AlarmIgnored` carries it. */
export type IgnoredBecause =
  | 'Unparsable'
  | 'OtherAccount'
  | 'OtherRegion'
  | 'UnknownAlarm'
  | 'NotInAlarm'
  | 'SwitchedOff'
  | 'NotConfirmed';

/** What an alarm event comes to before anything is read back. */
export type Trigger =
  | { readonly datastore: string; readonly since: Date }
  | { readonly ignored: IgnoredBecause; readonly detail: string };

const ignored = (because: IgnoredBecause, detail: string): Trigger => ({ ignored: because, detail });

/**
 * As CloudWatch writes it, with four digits of the year: it becomes part of an execution's name.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
const instant = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/;

/** Looks an event up: ours are only our own "primary down" alarms of this account and Region. Nothing is interpolated. */
export const triggerOf = (event: unknown, { config, region }: { config: Config; region: string }): Trigger => {
  const parsed = AlarmEvent.safeParse(event);
  if (!parsed.success) return ignored('Unparsable', 'it is no alarm event of CloudWatch');
  const { accountId, alarmArn, alarmData } = parsed.data;
  if (accountId !== config.account) return ignored('OtherAccount', 'it comes from another account');
  if (parsed.data.region !== region) return ignored('OtherRegion', 'it comes from another Region');

  const found = datastoresIn(config, region).find(([name]) => names.primaryDownAlarm(name) === alarmData.alarmName);
  if (!found) return ignored('UnknownAlarm', 'no configured datastore has an alarm of that name');
  const [datastore] = found;
  const rest = /^arn:aws[\w-]*:(.*)/s.exec(alarmArn)?.[1];
  if (rest !== `cloudwatch:${region}:${config.account}:alarm:${names.primaryDownAlarm(datastore)}`)
    return ignored('UnknownAlarm', 'its ARN is not that of our alarm');
  if (alarmData.state.value !== 'ALARM') return ignored('NotInAlarm', 'its state is not ALARM');
  const since = new Date(instant.test(alarmData.state.timestamp) ? alarmData.state.timestamp : Number.NaN);
  return Number.isNaN(since.getTime()) ? ignored('Unparsable', 'its timestamp is none') : { datastore, since };
};
