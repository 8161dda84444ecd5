import {
  CloudWatchClient,
  type CloudWatchClientConfig,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricDataCommand,
  ResourceNotFound,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { expect, test } from '@jest/globals';
import { AwsError } from '../../../../sandbox/aws/service.ts';
import { admin, overHttp, rejection, toyFront } from './toy-front.ts';

const AT = new Date(1_700_000_000_123);
const datum = {
  MetricName: 'ProbeRan',
  Value: 1.5,
  Timestamp: AT,
  Dimensions: [{ Name: 'Datastore', Value: 'sessions' }],
  Values: [1, 2],
};

const protocols: Record<string, CloudWatchClientConfig> = {
  json: {},
  cbor: { protocol: AwsSmithyRpcV2CborProtocol },
  query: { protocol: AwsQueryProtocol },
};

test.each(Object.entries(protocols))(
  'CloudWatch over %s: times, numbers, lists and typed errors',
  async (_, config) => {
    const world = toyFront({
      monitoring: {
        PutMetricData: () => undefined,
        DescribeAlarms: () => ({
          MetricAlarms: [{ AlarmName: 'a', StateUpdatedTimestamp: AT, Threshold: 0.25, ActionsEnabled: false }],
          CompositeAlarms: [],
        }),
        GetMetricData: () => ({ MetricDataResults: [{ Id: 'm1', Timestamps: [AT], Values: [-0.5] }] }),
        SetAlarmState: () => {
          throw new AwsError('ResourceNotFound', 'no alarm x', { status: 404 });
        },
      },
    });
    await overHttp(world, async (endpoint) => {
      const client = new CloudWatchClient({
        ...config,
        endpoint,
        region: 'us-west-2',
        credentials: admin,
        maxAttempts: 1,
      });
      await client.send(new PutMetricDataCommand({ Namespace: 'N', MetricData: [datum] }));
      expect(world.inputs[0]).toEqual({ Namespace: 'N', MetricData: [datum] });
      const alarms = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['a'], AlarmTypes: ['MetricAlarm'] }));
      expect(world.inputs[1]).toEqual({ AlarmNames: ['a'], AlarmTypes: ['MetricAlarm'] });
      expect(alarms.MetricAlarms).toMatchObject([
        { AlarmName: 'a', StateUpdatedTimestamp: AT, Threshold: 0.25, ActionsEnabled: false },
      ]);
      const query = { StartTime: new Date(0), EndTime: AT, MetricDataQueries: [] };
      const values = await client.send(new GetMetricDataCommand(query));
      expect(world.inputs[2]).toEqual(query);
      expect(values.MetricDataResults).toMatchObject([{ Timestamps: [AT], Values: [-0.5] }]);
      const refused = { AlarmName: 'x', StateValue: 'OK' as const, StateReason: 'r' };
      const error = await rejection(client.send(new SetAlarmStateCommand(refused)));
      expect(error).toBeInstanceOf(ResourceNotFound);
      expect(error).toMatchObject({ message: 'no alarm x', $metadata: { httpStatusCode: 404 } });
      client.destroy();
    });
  },
);

// Not over CBOR: this SDK then sends the length of the uncompressed body, and waits for ever.
test('a large PutMetricData arrives compressed, and is understood', async () => {
  const world = toyFront({ monitoring: { PutMetricData: () => undefined } });
  await overHttp(world, async (endpoint) => {
    const client = new CloudWatchClient({ endpoint, region: 'us-west-2', credentials: admin });
    const encodings: unknown[] = [];
    client.middlewareStack.add(
      (next) => (args) => {
        encodings.push((args.request as { headers: Record<string, string> }).headers['content-encoding']);
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const MetricData = Array.from({ length: 300 }, (_, n) => ({ ...datum, MetricName: `metric-${n}` }));
    await client.send(new PutMetricDataCommand({ Namespace: 'N', MetricData }));
    expect(encodings).toEqual(['gzip']);
    expect(world.inputs).toEqual([{ Namespace: 'N', MetricData }]);
    client.destroy();
  });
});
