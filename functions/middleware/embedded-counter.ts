import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { metrics } from '../contract/names.ts';
import type { Counter } from '../ports.ts';

/**
 * Counts through the function's own log, in CloudWatch's embedded metric format: no call that could fail or would have
 * to be paid for.
 */
export const embeddedCounter = (): Counter => ({
  count: (name, dimensions) => {
    // Exactly the dimensions given: an alarm looks for that set and no other.
    const single = new Metrics({ namespace: metrics.namespace }).singleMetric();
    single.clearDefaultDimensions();
    single.addDimensions({ ...dimensions });
    single.addMetric(name, MetricUnit.Count, 1);
  },
});
