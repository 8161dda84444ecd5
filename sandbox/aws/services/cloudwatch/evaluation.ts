import type { MetricAlarm, RegionState } from './alarm.ts';
import { evaluateMetricAlarm } from './evaluate-metric-alarm.ts';
import type { CloudwatchDelays, CloudwatchDependencies } from './ports.ts';
import type { Transitions } from './transitions.ts';

export interface Evaluation {
  readonly start: () => void;
  readonly stop: () => void;
  readonly evaluateNow: (region?: string) => void;
}

interface Parts extends Pick<CloudwatchDependencies, 'clock' | 'isDark'> {
  readonly delays: CloudwatchDelays;
  readonly regions: () => Iterable<RegionState>;
  readonly transitions: Transitions;
}

const isHighResolution = ({ plan }: MetricAlarm): boolean => plan.periodMs < 60_000;

/** When alarms are evaluated: at whole multiples of their cadence, and never in a dark Region. */
export const createEvaluation = ({ clock, isDark = () => false, delays, regions, transitions }: Parts): Evaluation => {
  const cancels = new Set<() => void>();

  const evaluate = (home: RegionState, due: (alarm: MetricAlarm) => boolean): void => {
    if (isDark(home.region)) return;
    for (const alarm of [...home.alarms.values()]) {
      // An action of an earlier alarm may have deleted or replaced this one.
      if (alarm.kind !== 'metric' || !due(alarm) || home.alarms.get(alarm.name) !== alarm) continue;
      const verdict = evaluateMetricAlarm(alarm, { metrics: home.metrics, now: clock.now(), delays });
      if (verdict) transitions.enter(home, alarm, verdict);
    }
  };

  const every = (ms: number, due: (alarm: MetricAlarm) => boolean): void => {
    if (ms <= 0) return;
    const cancel = clock.after(ms - (clock.now() % ms), () => {
      cancels.delete(cancel);
      every(ms, due);
      for (const home of regions()) evaluate(home, due);
    });
    cancels.add(cancel);
  };

  return {
    start: () => {
      if (cancels.size > 0) return;
      every(delays.standardEvaluationMs, (alarm) => !isHighResolution(alarm));
      every(delays.highResolutionEvaluationMs, isHighResolution);
    },
    stop: () => {
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
    evaluateNow: (region) => {
      for (const home of regions()) if (region === undefined || home.region === region) evaluate(home, () => true);
    },
  };
};
