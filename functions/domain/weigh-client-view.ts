import type { Confirmation } from '../contract/evidence.ts';
import type { AlarmView } from '../ports.ts';
import { answered, type Readings } from './readings.ts';

const clientView = (verdict: Confirmation['verdict'], outside: boolean, detail: string): Confirmation => ({
  by: 'clientView',
  verdict,
  outside,
  detail,
});

/** At most this many of its own periods old, and never less than 3 minutes, data behind an alarm is fresh. */
const freshPeriods = 3;

interface Weighed {
  readonly verdict: Confirmation['verdict'];
  readonly detail: string;
}

/** A composite has no data: it counts only with one of the alarms in its rule that is down by data of its own. */
const weighComposite = ({ state }: AlarmView, children: readonly AlarmView[], readAt: number): Weighed => {
  const down = children.find((child) => child.kind === 'metric' && weighAlarm(child, readAt).verdict === 'down');
  if (state === 'ALARM' && down) return { verdict: 'down', detail: `ALARM, and the data of ${down.name} breach` };
  return { verdict: 'unknown', detail: `${state} without an alarm in its rule that has fresh data and breaches` };
};

/** ALARM counts only with data behind it that is fresh and breaches by the alarm's own threshold: states can be forced. */
const weighAlarm = (alarm: AlarmView | undefined, readAt: number, children: readonly AlarmView[] = []): Weighed => {
  if (!alarm) return { verdict: 'unknown', detail: 'cannot be read' };
  if (alarm.state === 'OK') return { verdict: 'up', detail: 'OK' };
  if (alarm.kind === 'composite') return weighComposite(alarm, children, readAt);
  const [newest] = alarm.recent;
  const freshMs = Math.max(freshPeriods * (alarm.periodSeconds ?? 60), 180) * 1000;
  if (alarm.state !== 'ALARM' || !newest || readAt - newest.at.getTime() > freshMs)
    return { verdict: 'unknown', detail: `${alarm.state} without fresh data` };
  return alarm.breaching === true
    ? { verdict: 'down', detail: 'ALARM, and its data breaches' }
    : { verdict: 'up', detail: 'ALARM, but its data does not breach' };
};

/**
 * When clients that fail now were last seen to be served: an alarm that is down tells by its own data since when. An alarm that
 * is not down tells nothing here: where clients read elsewhere it is never down.
 */
export const lastServed = ({ clientAlarms, readAt }: Pick<Readings, 'clientAlarms' | 'readAt'>): number | undefined => {
  const metrics = clientAlarms.flatMap(({ alarm, children }) =>
    [answered(alarm) ?? [], answered(children) ?? []].flat(),
  );
  const times = metrics
    .filter((alarm) => alarm.kind === 'metric' && weighAlarm(alarm, readAt).verdict === 'down')
    .flatMap(({ fineAt }) => fineAt?.getTime() ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
};

/** Whether clients fail, by the alarms that the user named: one that is down is enough, best one seen from outside. */
export const weighClientView = ({ clientAlarms, here, readAt }: Readings): Confirmation => {
  const seen = clientAlarms.map(({ region, alarm, children }) => ({
    outside: region !== here,
    region,
    name: answered(alarm)?.name ?? 'its alarm',
    ...weighAlarm(answered(alarm), readAt, answered(children)),
  }));
  const down = seen.filter(({ verdict }) => verdict === 'down');
  const [chosen] = [
    ...down.filter(({ outside }) => outside),
    ...down,
    ...seen.filter(({ verdict }) => verdict === 'up'),
    ...seen,
  ];
  if (!chosen) return clientView('unknown', false, 'no client alarm is configured');
  return clientView(chosen.verdict, chosen.outside, `${chosen.name} in ${chosen.region}: ${chosen.detail}`);
};
