import { expect, test } from '@jest/globals';
import { monitoring } from '../../../functions/aws/monitoring.ts';
import { AwsError, type Operation } from '../../../sandbox/aws/service.ts';
import { frontWorld } from './front-world.ts';

const minute = (before: number) => new Date(Date.parse('2026-11-23T12:00:00.000Z') - before * 60_000);

const metricAlarm = (more: object = {}) => ({
  AlarmName: 'errors',
  StateValue: 'ALARM',
  Namespace: 'App',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'Service', Value: 'web' }],
  Period: 120,
  Statistic: 'Sum',
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
  ...more,
});

const over = (operations: Record<string, Operation>) => {
  const { world, calls } = frontWorld([{ id: 'monitoring', operations }]);
  return { port: monitoring(world), calls };
};

test('reads composite and metric alarms with the data behind them, newest first', async () => {
  const asked: { [member: string]: unknown }[] = [];
  const { port } = over({
    DescribeAlarms: (input) => {
      asked.push(input);
      return {
        MetricAlarms: [metricAlarm()],
        CompositeAlarms: [{ AlarmName: 'both', StateValue: 'OK', AlarmRule: 'ALARM("errors") OR ALARM(other)' }],
      };
    },
    GetMetricData: (input) => {
      asked.push(input);
      return {
        MetricDataResults: [
          { Id: 'watched', Timestamps: [minute(1), minute(3)], Values: [6, 2], StatusCode: 'Complete' },
        ],
      };
    },
  });

  expect(await port.readAlarms('us-west-2', ['errors', 'both'])).toEqual({
    outcome: 'answered',
    value: [
      { name: 'both', state: 'OK', kind: 'composite', recent: [], children: ['errors', 'other'] },
      {
        name: 'errors',
        state: 'ALARM',
        kind: 'metric',
        recent: [
          { at: minute(1), value: 6, breaches: true },
          { at: minute(3), value: 2, breaches: false },
        ],
        periodSeconds: 120,
        children: [],
      },
    ],
  });
  expect(asked).toMatchObject([
    { AlarmNames: ['errors', 'both'], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
    // An hour shows since when an alarm breaches.
    { StartTime: minute(60), EndTime: minute(0), ScanBy: 'TimestampDescending' },
  ]);
});

test('of slow data three periods are read, however long they are', async () => {
  const asked: { [member: string]: unknown }[] = [];
  const { port } = over({
    DescribeAlarms: () => ({ MetricAlarms: [metricAlarm({ Period: 3600 })] }),
    GetMetricData: (input) => {
      asked.push(input);
      return { MetricDataResults: [] };
    },
  });
  await port.readAlarms('us-west-2', ['errors']);
  expect(asked).toMatchObject([{ StartTime: minute(180), EndTime: minute(0) }]);
});

test('a metric-math alarm is read by its own queries', async () => {
  const asked: { [member: string]: unknown }[] = [];
  const Metrics = [
    { Id: 'e', Expression: 'a / b', ReturnData: true },
    {
      Id: 'a',
      ReturnData: false,
      MetricStat: { Metric: { Namespace: 'App', MetricName: 'A' }, Period: 60, Stat: 'Sum' },
    },
  ];
  const alarm = metricAlarm({
    Metrics,
    MetricName: undefined,
    Period: undefined,
    Namespace: undefined,
    Statistic: undefined,
  });
  const { port } = over({
    DescribeAlarms: () => ({ MetricAlarms: [alarm] }),
    GetMetricData: (input) => {
      asked.push(input);
      return {
        MetricDataResults: input.MetricDataQueries.map(({ Id }: { Id: string }) => ({
          Id,
          Timestamps: [minute(1)],
          Values: [Id === 'e' ? 1 : 99],
          StatusCode: 'Complete',
        })),
      };
    },
  });

  const read = await port.readAlarms('us-west-2', ['errors']);

  expect(read).toMatchObject({ value: [{ recent: [{ value: 1, breaches: false }] }] });
  // An expression may look at the whole window: a longer one would change what it comes to.
  expect(asked).toMatchObject([{ StartTime: minute(3), EndTime: minute(0) }]);
  expect(Object(read).value[0].periodSeconds).toBeUndefined();
});

test('follows pages of alarms and of data, and a lost page is no answer', async () => {
  const pages: Record<string, Operation> = {
    DescribeAlarms: ({ NextToken }) =>
      NextToken
        ? { MetricAlarms: [metricAlarm()] }
        : { MetricAlarms: [metricAlarm({ AlarmName: 'first' })], NextToken: 'n' },
    GetMetricData: ({ NextToken }) => ({
      MetricDataResults: [
        {
          Id: 'watched',
          Timestamps: [minute(NextToken ? 2 : 1)],
          Values: [NextToken ? 2 : 1],
          StatusCode: 'PartialData',
        },
      ],
      ...(!NextToken && { NextToken: 'n' }),
    }),
  };
  expect(await over(pages).port.readAlarms('us-west-2', ['first', 'errors'])).toMatchObject({
    value: [
      { name: 'first', recent: [{ value: 1 }, { value: 2 }] },
      { name: 'errors', recent: [{ value: 1 }, { value: 2 }] },
    ],
  });

  const lost: Operation = ({ NextToken }) => {
    if (NextToken) throw new AwsError('AccessDenied', 'no', { status: 403 });
    return { MetricAlarms: [], NextToken: 'n' };
  };
  expect(await over({ ...pages, DescribeAlarms: lost }).port.readAlarms('us-west-2', ['a'])).toMatchObject({
    outcome: 'refused',
  });
});

test('no names are no alarms, and no question', async () => {
  const { port, calls } = over({});

  expect(await port.readAlarms('us-west-2', [])).toEqual({ outcome: 'answered', value: [] });
  expect(calls()).toEqual([]);
});

test('the replication lag is the largest of the newest values over the nodes', async () => {
  const { port } = over({
    GetMetricData: ({ MetricDataQueries }) => ({
      MetricDataResults: MetricDataQueries.map(
        ({ Id, MetricStat }: { Id: string; MetricStat: { Metric: { Dimensions: { Value: string }[] } } }) => {
          const node = MetricStat.Metric.Dimensions[0]?.Value;
          const Values = node === 'a' ? [1, 90] : node === 'b' ? [3] : [];
          return { Id, Timestamps: Values.map((_, index) => minute(index + 1)), Values, StatusCode: 'Complete' };
        },
      ),
    }),
  });

  expect(await port.readReplicationLag(['a', 'b', 'c'])).toEqual({ outcome: 'answered', value: 3 });
  expect(await port.readReplicationLag(['c'])).toEqual({ outcome: 'answered', value: undefined });
  expect(await port.readReplicationLag([])).toEqual({ outcome: 'answered', value: undefined });
});

test('publishes with the resolution asked for, at the time of the clock', async () => {
  const inputs: unknown[] = [];
  const { port } = over({
    PutMetricData: (input) => {
      inputs.push(input);
      return {};
    },
  });
  const value = { name: 'ProbeRan', value: 1, dimensions: { Datastore: 'sessions' } };

  await port.publish([
    { ...value, highResolution: true },
    { ...value, highResolution: false },
  ]);
  await port.publish([]);

  expect(inputs).toMatchObject([
    {
      Namespace: 'GlobalDatastoreFailover',
      MetricData: [
        {
          MetricName: 'ProbeRan',
          Value: 1,
          StorageResolution: 1,
          Timestamp: minute(0),
          Dimensions: [{ Name: 'Datastore', Value: 'sessions' }],
        },
        { StorageResolution: 60 },
      ],
    },
  ]);
});
