import type { AlarmState, MetricAlarm, RegionState } from './alarm.ts';
import { comparisons } from './comparison.ts';
import { reasonDataOf, reasonOf } from './metric-alarm-reason.ts';
import { judge } from './missing-data.ts';
import type { CloudwatchDelays } from './ports.ts';
import { runQuery } from './queries.ts';

type Verdict = Pick<AlarmState, 'value' | 'reason' | 'reasonData'>;

interface Moment {
  readonly metrics: RegionState['metrics'];
  readonly now: number;
  readonly delays: Pick<CloudwatchDelays, 'visibilityMs' | 'extraPeriods'>;
}

/** The periods of the evaluation range, the oldest first: whole ones only, whose data had the time to become visible. */
const periodsOf = (alarm: MetricAlarm, { now, delays }: Moment): number[] => {
  const { periodMs, n } = alarm.plan;
  const end = Math.floor((now - delays.visibilityMs) / periodMs) * periodMs;
  const count = n + delays.extraPeriods;
  return Array.from({ length: count }, (_, index) => end - (count - index) * periodMs);
};

/** The state that the alarm's data asks for now; nothing where it is the current one, or that is to be retained. Changes nothing. */
export const evaluateMetricAlarm = (alarm: MetricAlarm, moment: Moment): Verdict | undefined => {
  const { plan } = alarm;
  const periods = periodsOf(alarm, moment);
  const from = periods[0] ?? 0;
  const window = { from, to: from + periods.length * plan.periodMs, seenAt: moment.now };
  const series = runQuery(plan.watched, { queries: plan.queries, store: moment.metrics, window });

  const breaches = (at: number): boolean | undefined => {
    const value = series.get(at);
    return value === undefined ? undefined : comparisons[plan.comparison].breaches(value, plan.threshold);
  };
  const { state, filled } = judge(periods.map(breaches), plan);
  if (state === 'keep' || state === alarm.state.value) return undefined;

  const points = periods
    .flatMap((at) => {
      const value = series.get(at);
      return value === undefined ? [] : [{ at, value }];
    })
    .slice(-plan.n);
  const facts = { state, points, filled, now: moment.now };
  return { value: state, reason: reasonOf(plan, facts), reasonData: reasonDataOf(plan, facts) };
};
