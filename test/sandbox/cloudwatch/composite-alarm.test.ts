import { expect, test } from '@jest/globals';
import { alarm, cloudwatchBench, lambdaArn, topicArn } from './bench.ts';

type Bench = ReturnType<typeof cloudwatchBench>;

const composite = (AlarmName: string, AlarmRule: string) => ({
  AlarmName,
  AlarmRule,
  AlarmActions: [lambdaArn, topicArn],
});

/** The demo's own rule, over two children without data. */
const primaryDown = async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('data-arriving', { MetricName: 'data', AlarmActions: [], OKActions: [] }));
  await bench.call(
    'PutMetricAlarm',
    alarm('primary-reachable', { MetricName: 'reach', AlarmActions: [], OKActions: [] }),
  );
  await bench.call(
    'PutCompositeAlarm',
    composite('primary-down', 'ALARM("data-arriving") AND NOT OK("primary-reachable")'),
  );
  return bench;
};

const step = async ({ put, clock, evaluateNow }: Bench, values: Readonly<Record<string, number>>) => {
  for (const [metric, value] of Object.entries(values)) await put(value, metric);
  await clock.advance(10_000);
  evaluateNow();
};

test('a new composite is evaluated at once', async () => {
  const { stateOf, history } = await primaryDown();
  expect(await stateOf('primary-down')).toMatchObject({
    StateValue: 'OK',
    StateReason:
      'arn:aws:cloudwatch:us-west-2:111122223333:alarm:primary-down was created and its alarm rule evaluates to OK',
  });
  expect(history.entries.filter(({ kind }) => kind === 'alarm')).toHaveLength(1);
});

test('it follows its children and acts once', async () => {
  const bench = await primaryDown();
  await step(bench, { data: 1, reach: 1 });
  expect(bench.invocations).toHaveLength(0);
  await step(bench, { data: 11, reach: 1 });
  expect(await bench.stateOf('primary-down')).toMatchObject({ StateValue: 'OK' });
  await step(bench, { data: 11, reach: 11 });
  await step(bench, { data: 11, reach: 11 });
  expect(await bench.stateOf('primary-down')).toMatchObject({
    StateValue: 'ALARM',
    StateReason:
      'arn:aws:cloudwatch:us-west-2:111122223333:alarm:primary-reachable transitioned to ALARM at Monday 23 November, 2026 07:50:30 UTC',
  });
  expect(bench.invocations).toHaveLength(1);
  expect(bench.messages).toHaveLength(1);
});

test('forced, it stays over any number of evaluations, until a child changes', async () => {
  const bench = await primaryDown();
  await step(bench, { data: 1, reach: 1 });
  await bench.call('SetAlarmState', { AlarmName: 'primary-down', StateValue: 'ALARM', StateReason: 'a drill' });
  for (let round = 0; round < 10; round++) await step(bench, { data: 1, reach: 1 });
  expect(await bench.stateOf('primary-down')).toMatchObject({ StateValue: 'ALARM', StateReason: 'a drill' });
  expect(bench.invocations).toHaveLength(1);

  await step(bench, { data: 1, reach: 11 });
  expect(await bench.stateOf('primary-down')).toMatchObject({ StateValue: 'OK' });

  await step(bench, { data: 11, reach: 11 });
  expect(bench.invocations).toHaveLength(2);
});

test('forced to ALARM over healthy data, a real loss does not fire it again: it never left ALARM', async () => {
  const bench = await primaryDown();
  await step(bench, { data: 1 });
  await bench.call('SetAlarmState', { AlarmName: 'primary-down', StateValue: 'ALARM', StateReason: 'a drill' });
  await step(bench, { data: 11 });
  expect(await bench.stateOf('primary-down')).toMatchObject({ StateValue: 'ALARM', StateReason: 'a drill' });
  expect(bench.invocations).toHaveLength(1);
});

test('a composite of composites is felt through every level', async () => {
  const bench = await primaryDown();
  await bench.call('PutCompositeAlarm', composite('page', 'ALARM(primary-down)'));
  await bench.call('SetAlarmState', { AlarmName: 'primary-down', StateValue: 'ALARM', StateReason: 'a drill' });
  expect(await bench.stateOf('page')).toMatchObject({ StateValue: 'ALARM' });
});

test('putting it again evaluates it by its new rule', async () => {
  const bench = await primaryDown();
  await bench.call('PutCompositeAlarm', composite('primary-down', 'TRUE'));
  expect(await bench.stateOf('primary-down')).toMatchObject({
    StateValue: 'ALARM',
    StateReason: expect.stringContaining('was updated and its alarm rule evaluates to ALARM'),
  });
});

test('a cycle ends the evaluation instead of running for ever', async () => {
  const bench = await primaryDown();
  await bench.call('PutCompositeAlarm', composite('a', 'FALSE'));
  await bench.call('PutCompositeAlarm', composite('b', 'NOT ALARM(a)'));
  await bench.call('PutCompositeAlarm', composite('a', 'ALARM(b)'));
  expect(await bench.stateOf('a')).toMatchObject({ StateValue: 'ALARM' });
  expect(await bench.stateOf('b')).toMatchObject({ StateValue: 'OK' });
});

test('its children must exist, and stay while it does', async () => {
  const { call } = await primaryDown();
  await expect(
    call('PutCompositeAlarm', composite('x', 'ALARM(nowhere) OR ALARM(data-arriving)')),
  ).rejects.toMatchObject({
    code: 'ValidationError',
    message: 'Could not save the composite alarm as alarms [nowhere] in the alarm rule do not exist',
  });
  await expect(call('DeleteAlarms', { AlarmNames: ['data-arriving'] })).rejects.toMatchObject({
    message: 'Cannot delete data-arriving as there are composite alarm(s) depending on it.',
  });
  await call('DeleteAlarms', { AlarmNames: ['primary-down', 'nowhere'] });
  await call('DeleteAlarms', { AlarmNames: ['data-arriving'] });
  await expect(
    call('SetAlarmState', { AlarmName: 'data-arriving', StateValue: 'OK', StateReason: '' }),
  ).rejects.toMatchObject({ code: 'ResourceNotFound', status: 404 });
});
