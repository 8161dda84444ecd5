import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { Service } from '../service.ts';
import type { RegionState } from './cloudwatch/alarm.ts';
import { createEvaluation, type Evaluation } from './cloudwatch/evaluation.ts';
import { MetricStore } from './cloudwatch/metric-store.ts';
import { createOperations } from './cloudwatch/operations.ts';
import { type CloudwatchDependencies, cloudwatchDelays } from './cloudwatch/ports.ts';
import { samplesOf } from './cloudwatch/put-metric-data.ts';
import { createTransitions } from './cloudwatch/transitions.ts';

export {
  type AlarmActions,
  type AlarmStateChange,
  type CloudwatchDelays,
  type CloudwatchDependencies,
  cloudwatchDelays,
  type LambdaAlarmAction,
  type SnsAlarmAction,
} from './cloudwatch/ports.ts';

export interface Cloudwatch {
  readonly service: Service;
  /** Begins to evaluate alarms at their cadence. Starting twice is starting once. */
  readonly start: () => void;
  /** Ends what `start` began. */
  readonly stop: () => void;
  /** Evaluates every metric alarm of a Region (of all Regions without one) at once, dark Regions excepted. */
  readonly evaluateNow: (region?: string) => void;
  /** Metrics of AWS services themselves (`AWS/…`), which no caller may put. */
  readonly publish: (region: string, metrics: { Namespace: string; MetricData: readonly MetricDatum[] }) => void;
}

/** Amazon CloudWatch: metrics, and alarms that are evaluated as AWS evaluates them. Regions are isolated. */
export const createCloudwatch = (dependencies: CloudwatchDependencies): Cloudwatch => {
  const { clock, isDark } = dependencies;
  const delays = { ...cloudwatchDelays, ...dependencies.delays };
  const regions = new Map<string, RegionState>();
  const home = (region: string): RegionState => {
    const state = regions.get(region) ?? { region, metrics: new MetricStore(), alarms: new Map() };
    regions.set(region, state);
    return state;
  };
  const put: Parameters<typeof createOperations>[0]['put'] = (region, input) => {
    const now = clock.now();
    for (const { id, sample } of samplesOf(input, { now, visibilityMs: delays.visibilityMs }))
      home(region).metrics.put(id, { sample, now });
  };

  const transitions = createTransitions(dependencies);
  const evaluation: Evaluation = createEvaluation({
    clock,
    ...(isDark && { isDark }),
    delays,
    regions: () => regions.values(),
    transitions,
  });
  return {
    service: { id: 'monitoring', operations: createOperations({ ...dependencies, home, transitions, put }) },
    publish: (region, { Namespace, MetricData }) => put(region, { Namespace, MetricData: [...MetricData] }),
    ...evaluation,
  };
};
