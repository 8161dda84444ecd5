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
  return newest.breaches === true
    ? { verdict: 'down', detail: 'ALARM, and its data breaches' }
    : { verdict: 'up', detail: 'ALARM, but its data does not breach' };
};

/**
 * Until when clients were served after an instant, by the data of the alarms that say so now: up to their first breach. What is
 * fine later tells nothing: in an outage too there are minutes in which nobody writes. Undefined where no such alarm shows it.
 */
export const servedAfter = (
  { clientAlarms, readAt }: Pick<Readings, 'clientAlarms' | 'readAt'>,
  { since, verdict }: { readonly since: number; readonly verdict: 'down' | 'up' },
): number | undefined => {
  const saying = clientAlarms.flatMap(({ alarm, children }) => {
    const [named, parts] = [answered(alarm), answered(children)];
    return weighAlarm(named, readAt, parts).verdict === verdict ? [named, parts].flat() : [];
  });
  const times = saying.flatMap((alarm) =>
    alarm && weighAlarm(alarm, readAt).verdict === verdict ? (lastBeforeBreach(alarm, since) ?? []) : [],
  );
  return times.length > 0 ? Math.max(...times) : undefined;
};

/** When the last period before the first one that breached began, of those since an instant. */
const lastBeforeBreach = ({ recent }: AlarmView, since: number): number | undefined => {
  const points = recent.filter(({ at }) => at.getTime() > since).toReversed();
  const first = points.findIndex(({ breaches }) => breaches !== false);
  return points
    .slice(0, first < 0 ? points.length : first)
    .at(-1)
    ?.at.getTime();
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
