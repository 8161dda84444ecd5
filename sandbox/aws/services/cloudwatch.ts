import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { Service } from '../service.ts';
import type { CloudwatchDependencies } from './cloudwatch/ports.ts';

export { type AlarmActions, type CloudwatchDelays, cloudwatchDelays } from './cloudwatch/ports.ts';

export interface Cloudwatch {
  readonly service: Service;
  /** Begins to evaluate alarms at their cadence. */
  readonly start: () => void;
  /** Ends what `start` began. */
  readonly stop: () => void;
  /** Evaluates every metric alarm of a Region (of all Regions without one) at once, dark Regions excepted. */
  readonly evaluateNow: (region?: string) => void;
  /** Metrics of AWS services themselves (`AWS/…`), which no caller may put. */
  readonly publish: (region: string, metrics: { Namespace: string; MetricData: readonly MetricDatum[] }) => void;
}

/** Amazon CloudWatch: metrics, and alarms that are evaluated as AWS evaluates them. Regions are isolated. */
export const createCloudwatch = (_dependencies: CloudwatchDependencies): Cloudwatch => ({
  service: { id: 'monitoring', operations: {} },
  start: () => {},
  stop: () => {},
  evaluateNow: () => {},
  publish: () => {},
});
