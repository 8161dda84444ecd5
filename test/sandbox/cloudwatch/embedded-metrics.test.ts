import { expect, test } from '@jest/globals';
import { embeddedMetrics } from '../../../sandbox/aws/services/cloudwatch/embedded-metrics.ts';

test('a line in the embedded metric format becomes its metrics, once per set of dimensions', () => {
  const line = JSON.stringify({
    _aws: {
      Timestamp: 1_795_471_077_164,
      CloudWatchMetrics: [
        {
          Namespace: 'Ours',
          Dimensions: [['service', 'Error'], ['service']],
          Metrics: [{ Name: 'StepFailed', Unit: 'Count' }],
        },
      ],
    },
    service: 'PromoteRegion',
    Error: 'PlanChanged',
    StepFailed: 1,
  });
  const Timestamp = new Date(1_795_471_077_164);
  const service = { Name: 'service', Value: 'PromoteRegion' };
  expect(embeddedMetrics(line)).toEqual([
    {
      Namespace: 'Ours',
      MetricData: [
        {
          MetricName: 'StepFailed',
          Dimensions: [service, { Name: 'Error', Value: 'PlanChanged' }],
          Value: 1,
          Timestamp,
        },
        { MetricName: 'StepFailed', Dimensions: [service], Value: 1, Timestamp },
      ],
    },
  ]);
});

test.each(['START RequestId: x', '{"message":"CloudWatchMetrics"}', '{"CloudWatchMetrics": [', '"CloudWatchMetrics"'])(
  'the line %j carries none',
  (line) => {
    expect(embeddedMetrics(line)).toEqual([]);
  },
);
