import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { metrics } from '../contract/names.ts';
import type { Counter } from '../ports.ts';

/**
 * CloudWatch takes printable ASCII, at most 1024 characters, never nothing; an error's name may come from anywhere.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
 */
const dimension = (text: string): string => text.replace(/[^\x21-\x7e]+/g, '-').slice(0, 250) || 'none';

/**
 * Counts through the function's own log, in CloudWatch's embedded metric format: no call that could fail or would have
 * to be paid for.
 */
export const embeddedCounter = (): Counter => ({
  count: (name, dimensions) => {
    // Exactly the dimensions given: an alarm looks for that set and no other.
    const single = new Metrics({ namespace: metrics.namespace }).singleMetric();
    single.clearDefaultDimensions();
    single.addDimensions(Object.fromEntries(Object.entries(dimensions).map(([key, text]) => [key, dimension(text)])));
    single.addMetric(name, MetricUnit.Count, 1);
  },
});
