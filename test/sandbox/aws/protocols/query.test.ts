import {
  CreateReplicationGroupCommand,
  DescribeGlobalReplicationGroupsCommand,
  ElastiCacheClient,
  FailoverGlobalReplicationGroupCommand,
  GlobalReplicationGroupNotFoundFault,
  InvalidGlobalReplicationGroupStateFault,
  InvalidParameterValueException,
} from '@aws-sdk/client-elasticache';
import { AuthorizationErrorException, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from '@jest/globals';
import { AwsError } from '../../../../sandbox/aws/service.ts';
import { ACCOUNT, admin, overHttp, rejection, toyFront } from './toy-front.ts';

const GROUP = {
  GlobalReplicationGroupId: 'ldgnf-sessions',
  GlobalReplicationGroupDescription: 'a <b> & "c"',
  Status: 'modifying',
  ClusterEnabled: false,
  Members: [
    { ReplicationGroupId: 'sessions-use1', ReplicationGroupRegion: 'us-east-1', Role: 'PRIMARY' },
    { ReplicationGroupId: 'sessions-usw2', ReplicationGroupRegion: 'us-west-2', Role: 'SECONDARY' },
  ],
  GlobalNodeGroups: [{ GlobalNodeGroupId: 'ldgnf-sessions-0001', Slots: '0-16383' }],
};
const failover = { GlobalReplicationGroupId: 'g', PrimaryRegion: 'us-west-2', PrimaryReplicationGroupId: 'r' };

const errors: Record<string, AwsError> = {
  missing: new AwsError('GlobalReplicationGroupNotFoundFault', 'g <1> not found', { status: 404 }),
  busy: new AwsError('InvalidGlobalReplicationGroupState', 'not available'),
  // The shape's name works as well as the wire code.
  wrong: new AwsError('InvalidParameterValueException', 'no such Region'),
};

test('ElastiCache: input and output pass unchanged, errors arrive as the SDK’s own classes', async () => {
  const world = toyFront({
    elasticache: {
      DescribeGlobalReplicationGroups: () => ({ GlobalReplicationGroups: [GROUP, { Members: [] }], Marker: 'm' }),
      FailoverGlobalReplicationGroup: ({ GlobalReplicationGroupId: id }) => {
        throw errors[id];
      },
    },
  });
  await overHttp(world, async (endpoint) => {
    const client = new ElastiCacheClient({ endpoint, region: 'us-west-2', credentials: admin, maxAttempts: 1 });
    const input = { ShowMemberInfo: true, MaxRecords: 20, GlobalReplicationGroupId: 'a&b=c' };
    const output = await client.send(new DescribeGlobalReplicationGroupsCommand(input));
    expect(world.inputs).toEqual([input]);
    expect(output.GlobalReplicationGroups).toEqual([GROUP, { Members: [] }]);
    expect(output.Marker).toBe('m');
    expect(output.$metadata.requestId).toMatch(/^00000000-/);

    const send = (GlobalReplicationGroupId: string) =>
      rejection(client.send(new FailoverGlobalReplicationGroupCommand({ ...failover, GlobalReplicationGroupId })));
    const missing = await send('missing');
    expect(missing).toBeInstanceOf(GlobalReplicationGroupNotFoundFault);
    expect(missing).toMatchObject({ message: 'g <1> not found', $metadata: { httpStatusCode: 404 } });
    const busy = await send('busy');
    expect(busy).toBeInstanceOf(InvalidGlobalReplicationGroupStateFault);
    expect(busy).toMatchObject({ Code: 'InvalidGlobalReplicationGroupState', Type: 'Sender' });
    const wrong = await send('wrong');
    expect(wrong).toBeInstanceOf(InvalidParameterValueException);
    expect(wrong).toMatchObject({ Code: 'InvalidParameterValue' });
    client.destroy();
  });
});

test('SNS: maps of attributes are read; a modelled refusal is the SDK’s class', async () => {
  const world = toyFront({
    sns: {
      Publish: ({ Message }) => {
        if (Message === 'no') throw new AwsError('AuthorizationError', 'not yours', { status: 403 });
        return { MessageId: 'm-1' };
      },
    },
  });
  await overHttp(world, async (endpoint) => {
    const client = new SNSClient({ endpoint, region: 'us-west-2', credentials: admin, maxAttempts: 1 });
    const input = {
      TopicArn: `arn:aws:sns:us-west-2:${ACCOUNT}:t`,
      Message: 'ü\n1 + 1 = 2 & more',
      MessageAttributes: {
        a: { DataType: 'String', StringValue: 'b' },
        c: { DataType: 'Binary', BinaryValue: Uint8Array.from([0, 255, 7]) },
      },
    };
    expect(await client.send(new PublishCommand(input))).toMatchObject({ MessageId: 'm-1' });
    expect(world.inputs).toEqual([input]);
    expect(await rejection(client.send(new PublishCommand({ Message: 'no' })))).toBeInstanceOf(
      AuthorizationErrorException,
    );
    client.destroy();
  });
});

test('STS: an operation without input', async () => {
  const identity = { Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/administrator`, UserId: 'AIDA' };
  const world = toyFront({ sts: { GetCallerIdentity: () => identity } });
  await overHttp(world, async (endpoint) => {
    const client = new STSClient({ endpoint, region: 'us-east-1', credentials: admin });
    expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject(identity);
    client.destroy();
  });
});

test('ElastiCache: lists whose items have names of their own', async () => {
  const world = toyFront({ elasticache: { CreateReplicationGroup: () => ({}) } });
  await overHttp(world, async (endpoint) => {
    const client = new ElastiCacheClient({ endpoint, region: 'us-west-2', credentials: admin, maxAttempts: 1 });
    const input = {
      ReplicationGroupId: 'r',
      ReplicationGroupDescription: 'd',
      PreferredCacheClusterAZs: ['us-west-2a', 'us-west-2b'],
      NodeGroupConfiguration: [{ NodeGroupId: '0001', ReplicaAvailabilityZones: ['us-west-2b'] }],
      SecurityGroupIds: ['sg-1'],
      Tags: [{ Key: 'k', Value: 'v' }],
    };
    await client.send(new CreateReplicationGroupCommand(input));
    expect(world.inputs).toEqual([input]);
    client.destroy();
  });
});
