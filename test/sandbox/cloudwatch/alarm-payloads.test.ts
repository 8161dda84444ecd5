import { expect, test } from '@jest/globals';
import type { CloudWatchAlarmEvent } from 'aws-lambda';
import { alarm, cloudwatchBench, lambdaArn, topicArn } from './bench.ts';

const arn = (name: string) => `arn:aws:cloudwatch:us-west-2:111122223333:alarm:${name}`;

/** A metric alarm that has just fired, and a composite above it. */
const fired = async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', {
    ...alarm('lag', { AlarmDescription: 'GD lag', TreatMissingData: 'breaching', DatapointsToAlarm: 1 }),
    Dimensions: [{ Name: 'Datastore', Value: 'sessions' }],
  });
  await bench.call('PutCompositeAlarm', {
    AlarmName: 'primary-down',
    AlarmRule: 'ALARM(lag)',
    AlarmActions: [lambdaArn, topicArn],
  });
  await bench.call('PutMetricData', {
    Namespace: 'test',
    MetricData: [
      { MetricName: 'lag', Dimensions: [{ Name: 'Datastore', Value: 'sessions' }], Value: 14.2, StorageResolution: 1 },
    ],
  });
  await bench.clock.advance(10_123);
  bench.evaluateNow();
  return bench;
};

test('Lambda gets the direct form, each key of the published type, of a metric alarm', async () => {
  const { invocations } = await fired();
  const [first] = invocations;
  expect(first).toMatchObject({ functionArn: lambdaArn, alarmArn: arn('lag'), region: 'us-west-2' });
  // It must survive JSON: that is how it travels.
  const event: CloudWatchAlarmEvent = JSON.parse(JSON.stringify(first?.event));
  expect(event).toEqual({
    source: 'aws.cloudwatch',
    alarmArn: arn('lag'),
    accountId: '111122223333',
    time: '2026-11-23T07:50:10.123+0000',
    region: 'us-west-2',
    alarmData: {
      alarmName: 'lag',
      state: {
        value: 'ALARM',
        reason: expect.stringMatching(/^Threshold Crossed: 1 out of the last 1 datapoints \[14.2 /),
        reasonData: expect.stringContaining('"recentDatapoints":[14.2]'),
        timestamp: '2026-11-23T07:50:10.123+0000',
      },
      previousState: {
        value: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        timestamp: '2026-11-23T07:50:00.000+0000',
      },
      configuration: {
        description: 'GD lag',
        metrics: [
          {
            id: 'm1',
            metricStat: {
              metric: { namespace: 'test', name: 'lag', dimensions: { Datastore: 'sessions' } },
              period: 10,
              stat: 'Maximum',
            },
            returnData: true,
          },
        ],
      },
    },
  });
});

test('Lambda gets the rule and the triggering child of a composite', async () => {
  const { invocations } = await fired();
  expect(invocations.map(({ alarmArn }) => alarmArn)).toEqual([arn('lag'), arn('primary-down')]);
  const { state, previousState, configuration } = invocations[1]?.event.alarmData ?? {};
  expect(configuration).toEqual({ alarmRule: 'ALARM(lag)' });
  expect(previousState).toMatchObject({ value: 'OK' });
  expect(state?.reason).toBe(`${arn('lag')} transitioned to ALARM at Monday 23 November, 2026 07:50:10 UTC`);
  expect(JSON.parse(state?.reasonData ?? '')).toEqual({
    triggeringAlarms: [{ arn: arn('lag'), state: { value: 'ALARM', timestamp: '2026-11-23T07:50:10.123+0000' } }],
  });
});

test('SNS gets a subject and a JSON message of a metric alarm', async () => {
  const { messages } = await fired();
  expect(messages[0]).toMatchObject({ topicArn, alarmArn: arn('lag'), subject: 'ALARM: "lag" in US West (Oregon)' });
  expect(JSON.parse(messages[0]?.message ?? '')).toEqual({
    AlarmName: 'lag',
    AlarmDescription: 'GD lag',
    AWSAccountId: '111122223333',
    AlarmConfigurationUpdatedTimestamp: '2026-11-23T07:50:00.000+0000',
    NewStateValue: 'ALARM',
    NewStateReason: expect.stringContaining('Threshold Crossed'),
    StateChangeTime: '2026-11-23T07:50:10.123+0000',
    Region: 'US West (Oregon)',
    AlarmArn: arn('lag'),
    OldStateValue: 'INSUFFICIENT_DATA',
    OKActions: [topicArn],
    AlarmActions: [lambdaArn, topicArn],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: 'lag',
      Namespace: 'test',
      StatisticType: 'Statistic',
      Statistic: 'MAXIMUM',
      Unit: null,
      Dimensions: [{ value: 'sessions', name: 'Datastore' }],
      Period: 10,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 10,
      TreatMissingData: 'breaching',
      EvaluateLowSampleCountPercentile: '',
    },
  });
});

test('SNS gets the rule and the children of a composite, and no trigger', async () => {
  const { messages } = await fired();
  const message = JSON.parse(messages[1]?.message ?? '');
  expect(message).toMatchObject({
    AlarmRule: 'ALARM(lag)',
    TriggeringChildren: [{ Arn: arn('lag'), State: { Value: 'ALARM', Timestamp: '2026-11-23T07:50:10.123+0000' } }],
  });
  expect(message).not.toHaveProperty('Trigger');
  expect(message).not.toHaveProperty('AlarmConfigurationUpdatedTimestamp');
});

test('EventBridge gets the state change', async () => {
  const { events } = await fired();
  expect(events.map(({ detail }) => `${detail.alarmName} ${detail.state.value}`)).toEqual([
    'primary-down OK',
    'lag ALARM',
    'primary-down ALARM',
  ]);
  expect(events[1]).toMatchObject({
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    time: '2026-11-23T07:50:10Z',
    resources: [arn('lag')],
  });
});

test('a long name is shortened to a subject that SNS takes', async () => {
  const { call, messages } = cloudwatchBench();
  await call('PutMetricAlarm', alarm('n'.repeat(255)));
  await call('SetAlarmState', { AlarmName: 'n'.repeat(255), StateValue: 'ALARM', StateReason: 'a drill' });
  expect(messages[0]?.subject).toMatch(/^ALARM: "n+\.\.\." in US West \(Oregon\)$/);
  expect(messages[0]?.subject).toHaveLength(99);
});

test.each(['null', '"text"', '[]', '{"triggeringAlarms":1}'])(
  'a composite forced with the data %s still reports',
  async (StateReasonData) => {
    const { call, messages } = cloudwatchBench();
    await call('PutCompositeAlarm', { AlarmName: 'c', AlarmRule: 'FALSE', AlarmActions: [topicArn] });
    await call('SetAlarmState', { AlarmName: 'c', StateValue: 'ALARM', StateReason: 'a drill', StateReasonData });
    expect(JSON.parse(messages[0]?.message ?? '')).toMatchObject({ NewStateReason: 'a drill', TriggeringChildren: [] });
  },
);
