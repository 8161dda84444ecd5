import { expect, test } from '@jest/globals';
import type { Call } from '../../../sandbox/aws/service.ts';
import { alarm, cloudwatchBench, topicArn } from './bench.ts';

const three = async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricAlarm', alarm('b-reach'));
  await bench.call('PutMetricAlarm', alarm('a-data', { AlarmActions: [] }));
  await bench.call('PutCompositeAlarm', { AlarmName: 'c-down', AlarmRule: 'ALARM(a-data)', AlarmActions: [topicArn] });
  const names = async (input: object, options?: Partial<Call>) => {
    const { MetricAlarms, CompositeAlarms } = await bench.call('DescribeAlarms', input, options);
    // Both lists carry names; the test looks at nothing else.
    return ([MetricAlarms, CompositeAlarms].flat() as { AlarmName: string }[]).map(({ AlarmName }) => AlarmName);
  };
  return { ...bench, names };
};

const both = ['MetricAlarm', 'CompositeAlarm'];

test.each([
  [{}, ['a-data', 'b-reach']],
  [{ AlarmNames: ['c-down', 'a-data'] }, ['a-data']],
  [{ AlarmTypes: ['CompositeAlarm'] }, ['c-down']],
  [{ AlarmTypes: both }, ['a-data', 'b-reach', 'c-down']],
  [{ AlarmTypes: both, AlarmNamePrefix: 'b' }, ['b-reach']],
  [{ AlarmTypes: both, ActionPrefix: topicArn, StateValue: 'INSUFFICIENT_DATA' }, ['a-data', 'b-reach']],
  [{ AlarmTypes: both, StateValue: 'OK' }, ['c-down']],
  [{ ChildrenOfAlarmName: 'c-down' }, ['a-data']],
  [{ AlarmTypes: both, ParentsOfAlarmName: 'a-data' }, ['c-down']],
])('DescribeAlarms %j answers %j', async (input, expected) => {
  const { names } = await three();
  expect(await names(input)).toEqual(expected);
});

test('composite alarms are hidden from a caller who is not granted on all', async () => {
  const { names } = await three();
  const allows: Call['allows'] = (resource) => resource !== '*';
  expect(await names({ AlarmTypes: both }, { allows })).toEqual(['a-data', 'b-reach']);
});

test('pages', async () => {
  const { call } = await three();
  const first = await call('DescribeAlarms', { AlarmTypes: both, MaxRecords: 2 });
  expect(first).toMatchObject({
    MetricAlarms: [{ AlarmName: 'a-data' }, { AlarmName: 'b-reach' }],
    CompositeAlarms: [],
  });
  const second = await call('DescribeAlarms', { AlarmTypes: both, MaxRecords: 2, NextToken: first.NextToken });
  expect(second).toMatchObject({ MetricAlarms: [], CompositeAlarms: [{ AlarmName: 'c-down' }] });
  expect(second.NextToken).toBeUndefined();
});

test('what was put is described, with when its state was set and changed', async () => {
  const { call, clock } = await three();
  await clock.advance(1_000);
  await call('SetAlarmState', { AlarmName: 'b-reach', StateValue: 'OK', StateReason: 'one' });
  await clock.advance(1_000);
  await call('SetAlarmState', { AlarmName: 'b-reach', StateValue: 'OK', StateReason: 'two', StateReasonData: '{}' });
  const { MetricAlarms } = await call('DescribeAlarms', { AlarmNames: ['b-reach'] });
  expect(MetricAlarms).toMatchObject([
    {
      AlarmArn: 'arn:aws:cloudwatch:us-west-2:111122223333:alarm:b-reach',
      MetricName: 'lag',
      Period: 10,
      ActionsEnabled: true,
      StateReason: 'two',
      StateReasonData: '{}',
      StateTransitionedTimestamp: new Date('2026-11-23T07:50:01Z'),
      StateUpdatedTimestamp: new Date('2026-11-23T07:50:02Z'),
    },
  ]);
});

test.each([
  [{ AlarmNames: ['a'], AlarmNamePrefix: 'a' }, 'ValidationError'],
  [{ AlarmTypes: ['LogAlarm'] }, 'ValidationError'],
  [{ MaxRecords: 101 }, 'ValidationError'],
  [{ NextToken: 'x' }, 'InvalidNextToken'],
])('%j is refused', async (input, code) => {
  const { call } = await three();
  await expect(call('DescribeAlarms', input)).rejects.toMatchObject({ code });
});
