import { expect, test } from '@jest/globals';
import { alarm, changes, cloudwatchBench, live } from './bench.ts';

test.each([
  ['GreaterThanThreshold', 10, 'OK'],
  ['GreaterThanThreshold', 10.001, 'ALARM'],
  ['GreaterThanOrEqualToThreshold', 10, 'ALARM'],
  ['GreaterThanOrEqualToThreshold', 9.999, 'OK'],
  ['LessThanThreshold', 10, 'OK'],
  ['LessThanThreshold', 9.999, 'ALARM'],
  ['LessThanOrEqualToThreshold', 10, 'ALARM'],
  ['LessThanOrEqualToThreshold', 10.001, 'OK'],
] as const)('%s 10 of %d is %s', async (ComparisonOperator, value, state) => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag', { ComparisonOperator }));
  await live(bench, [value]);
  expect(await bench.stateOf('lag')).toMatchObject({ StateValue: state });
});

test.each([
  [[11, 5, 11], 2, 3, 'ALARM'],
  [[11, 5, 5], 2, 3, 'OK'],
  [[11, 11, 5], 2, 3, 'ALARM'],
  [[5, 11, 11], 3, 3, 'OK'],
  [[11, 11, 11], 3, 3, 'ALARM'],
  [[11, 5, 5, 5], 1, 3, 'OK'],
])('%j with %d of %d is %s', async (values, DatapointsToAlarm, EvaluationPeriods, state) => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag', { DatapointsToAlarm, EvaluationPeriods }));
  await live(bench, values);
  expect(await bench.stateOf('lag')).toMatchObject({ StateValue: state });
});

test('a metric that stops flowing ends in INSUFFICIENT_DATA only after the whole evaluation range', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag'));
  await live(bench, [5, undefined, undefined]);
  expect(await bench.stateOf('lag')).toMatchObject({ StateValue: 'OK' });
  await live(bench, [undefined]);
  expect(await bench.stateOf('lag')).toMatchObject({
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Insufficient Data: 1 datapoint was unknown.',
  });
});

test('silence that is breaching says so', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('probe-ran', { TreatMissingData: 'breaching', EvaluationPeriods: 3 }));
  bench.evaluateNow();
  expect(await bench.stateOf('probe-ran')).toMatchObject({
    StateValue: 'ALARM',
    StateReason:
      'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
  });
});

test('older datapoints of the evaluation range are not weighed where newer ones are enough', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag'));
  await bench.put(11);
  await bench.clock.advance(10_000);
  await live(bench, [12]);
  expect((await bench.stateOf('lag')).StateReason).toContain(
    '1 out of the last 1 datapoints [12.0 (23/11/26 07:50:10)]',
  );
});

test('in a dark Region nothing is evaluated, and after it everything is', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag'));
  bench.dark.add('us-west-2');
  await live(bench, [11]);
  expect(changes(bench)).toEqual([]);
  bench.dark.clear();
  bench.evaluateNow('us-east-1');
  expect(changes(bench)).toEqual([]);
  bench.evaluateNow('us-west-2');
  expect(changes(bench)).toEqual(['INSUFFICIENT_DATA -> ALARM']);
});

test('the cadence: high resolution every 10 s, the others every 60 s, until stopped', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('fast'));
  await bench.call('PutMetricAlarm', alarm('slow', { Period: 60 }));
  bench.start();
  bench.start();
  await bench.put(11);
  await bench.clock.advance(10_000);
  expect([await bench.stateOf('fast'), await bench.stateOf('slow')]).toMatchObject([
    { StateValue: 'ALARM' },
    { StateValue: 'INSUFFICIENT_DATA' },
  ]);
  await bench.clock.advance(50_000);
  expect(await bench.stateOf('slow')).toMatchObject({ StateValue: 'ALARM' });

  bench.stop();
  await bench.put(1);
  await bench.clock.advance(600_000);
  expect(await bench.stateOf('slow')).toMatchObject({ StateValue: 'ALARM' });
});

test('an alarm of 60 s waits for the next minute where its data is not visible yet', async () => {
  const bench = cloudwatchBench({ visibilityMs: 5_000 });
  await bench.call('PutMetricAlarm', alarm('slow', { Period: 60 }));
  bench.start();
  await bench.put(11);
  await bench.clock.advance(119_999);
  expect(await bench.stateOf('slow')).toMatchObject({ StateValue: 'INSUFFICIENT_DATA' });
  await bench.clock.advance(1);
  expect(await bench.stateOf('slow')).toMatchObject({ StateValue: 'ALARM' });
  bench.stop();
});

test('a datum is judged only once it is visible, and then in its own period', async () => {
  const bench = cloudwatchBench({ visibilityMs: 5_000 });
  await bench.call('PutMetricAlarm', alarm('lag'));
  await bench.put(11);
  await bench.clock.advance(14_999);
  bench.evaluateNow();
  expect(await bench.stateOf('lag')).toMatchObject({ StateValue: 'INSUFFICIENT_DATA' });
  await bench.clock.advance(1);
  bench.evaluateNow();
  expect(await bench.stateOf('lag')).toMatchObject({ StateValue: 'ALARM' });
});

test('metric math: the highest of two metrics', async () => {
  const bench = cloudwatchBench();
  const stat = (MetricName: string) => ({ Metric: { Namespace: 'test', MetricName }, Period: 10, Stat: 'Maximum' });
  await bench.call('PutMetricAlarm', {
    AlarmName: 'math',
    Metrics: [
      { Id: 'e1', Expression: 'MAX([m1, m2]) * 2', Label: 'lag' },
      { Id: 'm1', MetricStat: stat('a'), ReturnData: false },
      { Id: 'm2', MetricStat: stat('b'), ReturnData: false },
    ],
    EvaluationPeriods: 1,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanThreshold',
  });
  await bench.put(5, 'a');
  await bench.put(1, 'b');
  await bench.clock.advance(10_000);
  bench.evaluateNow();
  expect(await bench.stateOf('math')).toMatchObject({ StateValue: 'OK' });
  await bench.put(5.1, 'b');
  await bench.clock.advance(10_000);
  bench.evaluateNow();
  expect(await bench.stateOf('math')).toMatchObject({ StateValue: 'ALARM' });
});
