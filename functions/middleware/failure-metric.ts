import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { metrics } from '../contract/names.ts';

/** Counts a failure of this step under the error's name. */
export type CountFailure = (error: string) => void;

/**
 * Counts through the function's own log (CloudWatch's embedded metric format): no call that could fail, and nothing to
 * pay while nothing fails. For dashboards only; no decision reads it.
 */
export const failureMetric = (step: string): CountFailure => {
  const embedded = new Metrics({ namespace: metrics.namespace, serviceName: step });

  return (error) => {
    const single = embedded.singleMetric();
    single.addDimension('Error', error.slice(0, 100));
    single.addMetric(metrics.stepFailed, MetricUnit.Count, 1);
  };
};
