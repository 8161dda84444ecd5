import { names } from '../contract/names.ts';
import type { AlarmView } from '../ports.ts';

/** Whether the composite "primary down" holds, read back from its children and the data behind them. */
export type Predicate = { readonly holds: boolean; readonly detail: string };

/** Data of at most this many periods counts; never less than 3 minutes, for data that comes late. */
const freshMs = (alarm: AlarmView): number => Math.max(3 * (alarm.periodSeconds ?? 60), 180) * 1000;

const newest = (alarm: AlarmView, now: number): number | undefined => {
  const [point] = alarm.recent;
  return point && now - point.at.getTime() <= freshMs(alarm) ? point.value : undefined;
};

/**
 * `ALARM(data-arriving) AND NOT OK(primary-reachable)`, but by the children's state *and* their newest data: any state
 * can be forced.
 */
export const primaryDown = (datastore: string, alarms: readonly AlarmView[], now: number): Predicate => {
  const find = (name: string) => alarms.find((alarm) => alarm.name === name);
  const data = find(names.dataArrivingAlarm(datastore));
  const reach = find(names.primaryReachableAlarm(datastore));
  const no = (detail: string): Predicate => ({ holds: false, detail });

  if (data?.state !== 'ALARM') return no(`${names.dataArrivingAlarm(datastore)} is ${data?.state ?? 'not there'}`);
  const arriving = newest(data, now);
  if (arriving === undefined) return no('no fresh data says whether data arrives');
  if (arriving !== 0) return no('the newest data says that data arrives');
  if (!reach) return no(`${names.primaryReachableAlarm(datastore)} is not there`);
  if (reach.state === 'OK') return no(`${names.primaryReachableAlarm(datastore)} is OK`);
  if (newest(reach, now) === 1) return no('the newest data says that the primary is reachable');
  return { holds: true, detail: 'no data arrives, and the primary is not reachable' };
};
