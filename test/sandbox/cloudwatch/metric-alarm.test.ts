import { expect, test } from '@jest/globals';
import { alarm, changes, cloudwatchBench, live } from './bench.ts';

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

test('while the state lasts, its reason and its time stay those of the transition', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('lag'));
  await live(bench, [11]);
  const { StateReason, StateUpdatedTimestamp } = await bench.stateOf('lag');
  await live(bench, [12, 13]);
  expect(await bench.stateOf('lag')).toMatchObject({ StateValue: 'ALARM', StateReason, StateUpdatedTimestamp });
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
