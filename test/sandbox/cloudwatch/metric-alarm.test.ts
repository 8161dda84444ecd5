import { expect, test } from '@jest/globals';
import { alarm, cloudwatchBench } from './bench.ts';

type Bench = ReturnType<typeof cloudwatchBench>;

/** One value (or none) in each period of 10 s, then the evaluation at its end. */
const live = async ({ put, clock, evaluateNow }: Bench, values: readonly (number | undefined)[]) => {
  for (const value of values) {
    if (value !== undefined) await put(value);
    await clock.advance(10_000);
    evaluateNow();
  }
};

const changes = ({ history }: Bench) =>
  history.entries.filter(({ kind }) => kind === 'alarm').map(({ detail }) => `${detail?.from} -> ${detail?.to}`);

test('a new alarm starts with INSUFFICIENT_DATA, and putting it again keeps its state', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag'));
  expect(await bench.stateOf('lag')).toMatchObject({
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Unchecked: Initial alarm creation',
  });

  await live(bench, [11]);
  await bench.call('PutMetricAlarm', alarm('lag', { Threshold: 99 }));
  expect(await bench.stateOf('lag')).toMatchObject({ StateValue: 'ALARM' });
  bench.evaluateNow();
  expect(await bench.stateOf('lag')).toMatchObject({ StateValue: 'OK' });
});

test('actions are performed on the transition, once, and not while the state lasts', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag'));
  await live(bench, [11, 11, 11]);
  expect(bench.invocations).toHaveLength(1);
  expect(bench.messages.map(({ subject }) => subject)).toEqual(['ALARM: "lag" in US West (Oregon)']);

  await live(bench, [5, 5]);
  expect(bench.invocations).toHaveLength(1);
  expect(bench.messages.map(({ subject }) => subject)).toContain('OK: "lag" in US West (Oregon)');
  expect(changes(bench)).toEqual(['INSUFFICIENT_DATA -> ALARM', 'ALARM -> OK']);
});

test('disabled actions are not performed, the transition is recorded all the same', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag'));
  await bench.call('DisableAlarmActions', { AlarmNames: ['lag'] });
  await live(bench, [11]);
  expect([bench.invocations, bench.messages]).toEqual([[], []]);
  expect(bench.events).toHaveLength(1);
  expect(changes(bench)).toHaveLength(1);

  await bench.call('EnableAlarmActions', { AlarmNames: ['lag'] });
  await live(bench, [5]);
  expect(bench.messages).toHaveLength(1);
});

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

test('the reason and its data name the datapoints as CloudWatch does', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag', { EvaluationPeriods: 3 }));
  await live(bench, [10.4, 11, 14.2]);
  const { StateReason, StateReasonData } = await bench.stateOf('lag');
  expect(StateReason).toBe(
    'Threshold Crossed: 3 out of the last 3 datapoints [14.2 (23/11/26 07:50:20), 11.0 (23/11/26 07:50:10), 10.4 (23/11/26 07:50:00)] ' +
      'were greater than the threshold (10.0) (minimum 3 datapoints for OK -> ALARM transition).',
  );
  expect(JSON.parse(StateReasonData)).toMatchObject({
    version: '1.0',
    queryDate: '2026-11-23T07:50:30.000+0000',
    startDate: '2026-11-23T07:50:00.000+0000',
    statistic: 'Maximum',
    period: 10,
    recentDatapoints: [10.4, 11, 14.2],
    threshold: 10,
  });
  await live(bench, [3]);
  expect((await bench.stateOf('lag')).StateReason).toBe(
    'Threshold Crossed: 1 out of the last 3 datapoints [3.0 (23/11/26 07:50:30)] was not greater than the threshold (10.0) ' +
      '(minimum 1 datapoint for ALARM -> OK transition).',
  );
});

test('a forced metric alarm acts, and returns to its real state at its next evaluation', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag'));
  await live(bench, [5]);
  await bench.call('SetAlarmState', { AlarmName: 'lag', StateValue: 'ALARM', StateReason: 'a drill' });
  expect(bench.invocations[0]?.event.alarmData.state).toMatchObject({ value: 'ALARM', reason: 'a drill' });
  expect(bench.invocations[0]?.event.alarmData.state).not.toHaveProperty('reasonData');

  bench.evaluateNow();
  expect(await bench.stateOf('lag')).toMatchObject({ StateValue: 'OK' });
  expect(changes(bench)).toEqual(['INSUFFICIENT_DATA -> OK', 'OK -> ALARM', 'ALARM -> OK']);
});

test('forcing the state that an alarm already has changes its reason and performs nothing', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag'));
  await live(bench, [11]);
  await bench.call('SetAlarmState', { AlarmName: 'lag', StateValue: 'ALARM', StateReason: 'a drill' });
  expect(await bench.stateOf('lag')).toMatchObject({ StateReason: 'a drill' });
  expect(bench.invocations).toHaveLength(1);
  expect(changes(bench)).toHaveLength(1);
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

test.each([
  [{ Period: 15 }, /Period must be/],
  [{ AlarmName: 'a\nb' }, /control characters/],
  [{ DatapointsToAlarm: 2 }, /DatapointsToAlarm/],
  [{ Period: 60, EvaluationPeriods: 1441 }, /EvaluationPeriods \* Period must be <= 86400/],
  [{ ComparisonOperator: 'GreaterThanUpperThreshold' }, /'comparisonOperator' failed to satisfy constraint/],
  [{ TreatMissingData: 'whatever' }, /TreatMissingData/],
  [{ AlarmActions: ['not-an-arn'] }, /Invalid arn syntax: not-an-arn/],
  [{ Statistic: undefined }, /Exactly one of Statistic and ExtendedStatistic/],
  [{ Metrics: [] }, /cannot be used together/],
] as const)('%j is refused', async (change, why) => {
  const { call } = cloudwatchBench();
  // The types do not let these through, the wire does.
  const put = call('PutMetricAlarm', { ...alarm('lag'), ...change });
  await expect(put).rejects.toMatchObject({ code: 'ValidationError', message: expect.stringMatching(why) });
});
