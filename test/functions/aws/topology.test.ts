import { expect, test } from '@jest/globals';
import { topology, topologyAskedOnce } from '../../../functions/aws/topology.ts';
import { AwsError, type Operation } from '../../../sandbox/aws/service.ts';
import { frontWorld, scripted } from './front-world.ts';

const group = (more: object = {}) => ({
  GlobalReplicationGroupId: 'ldgnf-sessions',
  Status: 'available',
  Members: [
    { ReplicationGroupId: 'sessions-use1', ReplicationGroupRegion: 'us-east-1', Role: 'PRIMARY', Status: 'associated' },
    {
      ReplicationGroupId: 'sessions-usw2',
      ReplicationGroupRegion: 'us-west-2',
      Role: 'SECONDARY',
      Status: 'associated',
    },
  ],
  ...more,
});
const member = (more: object = {}) => ({
  ReplicationGroupId: 'sessions-usw2',
  Status: 'available',
  ClusterEnabled: false,
  GlobalReplicationGroupInfo: {
    GlobalReplicationGroupId: 'ldgnf-sessions',
    GlobalReplicationGroupMemberRole: 'SECONDARY',
  },
  MemberClusters: ['sessions-usw2-001', 'sessions-usw2-002'],
  NodeGroups: [
    {
      NodeGroupId: '0001',
      Status: 'available',
      PrimaryEndpoint: { Address: 'primary.example', Port: 6379 },
      ReaderEndpoint: { Address: 'reader.example', Port: 6379 },
    },
  ],
  ...more,
});

const groups = (...answers: Operation[]) =>
  frontWorld([scripted('elasticache', 'DescribeGlobalReplicationGroups', answers)]);
const members = (...answers: Operation[]) =>
  frontWorld([scripted('elasticache', 'DescribeReplicationGroups', answers)]);
const readGroup = ({ world }: ReturnType<typeof groups>, region = 'us-east-1') =>
  topology(world).readGroup(region, 'ldgnf-sessions');
const readMember = ({ world }: ReturnType<typeof groups>) => topology(world).readMember('us-west-2', 'sessions-usw2');

test('a group comes with its members, which AWS leaves out unless asked', async () => {
  const answer: Operation = (input) => ({
    GlobalReplicationGroups: [input.ShowMemberInfo ? group() : { ...group(), Members: undefined }],
  });

  expect(await readGroup(groups(answer))).toEqual({
    outcome: 'answered',
    value: {
      status: 'available',
      members: [
        { region: 'us-east-1', replicationGroupId: 'sessions-use1', role: 'PRIMARY', status: 'associated' },
        { region: 'us-west-2', replicationGroupId: 'sessions-usw2', role: 'SECONDARY', status: 'associated' },
      ],
    },
  });
});

test('half an answer is unknown, whichever half', async () => {
  for (const missing of [{ Members: undefined }, { Status: undefined }, { Members: [{ ReplicationGroupId: 'x' }] }])
    expect(await readGroup(groups(() => ({ GlobalReplicationGroups: [group(missing)] })))).toMatchObject({
      outcome: 'unknown',
      detail: expect.stringContaining('AWS answered without'),
    });
  expect(await readGroup(groups(() => ({ GlobalReplicationGroups: [] })))).toMatchObject({ outcome: 'unknown' });
  expect(await readMember(members(() => ({ ReplicationGroups: [member({ NodeGroups: undefined })] })))).toMatchObject({
    outcome: 'unknown',
  });
});

test('follows pages, and never takes another group for the one asked for', async () => {
  const other = {
    GlobalReplicationGroups: [group({ GlobalReplicationGroupId: 'other', Status: 'wrong' })],
    Marker: 'next',
  };
  const paged: Operation = ({ Marker }) => (Marker === 'next' ? { GlobalReplicationGroups: [group()] } : other);

  expect(await readGroup(groups(paged))).toMatchObject({ outcome: 'answered', value: { status: 'available' } });
  expect(
    await readGroup(
      groups(
        () => other,
        () => {
          throw new AwsError('InternalFailure', 'no', { status: 500 });
        },
      ),
    ),
  ).toMatchObject({
    outcome: 'dark',
  });
});

test.each([
  ['refused', new AwsError('GlobalReplicationGroupNotFoundFault', 'not there', { status: 404 })],
  ['refused', new AwsError('Throttling', 'Rate exceeded', { status: 400 })],
  ['refused', new AwsError('AccessDenied', 'no', { status: 403 })],
  ['dark', new AwsError('InternalFailure', 'no', { status: 500 })],
  ['dark', new AwsError('ServiceUnavailable', 'no', { status: 503 })],
])('another Region: %s for %s, after one attempt', async (outcome, refusal) => {
  let attempts = 0;
  const world = groups(() => {
    attempts += 1;
    throw refusal;
  });

  expect(await readGroup(world)).toMatchObject({ outcome });
  expect(attempts).toBe(1);
});

test('a dark Region costs its small deadline once', async () => {
  const world = groups(() => ({ GlobalReplicationGroups: [group()] }));
  world.network.blackout('us-east-1');
  const began = performance.now();

  expect(await readGroup(world)).toMatchObject({ outcome: 'dark', detail: expect.stringContaining('TimeoutError') });

  expect(performance.now() - began).toBeLessThan(2100);
});

test('this Region is asked again after a stumble, unless the observer asks only once', async () => {
  const stumble: Operation = () => {
    throw new AwsError('InternalFailure', 'no', { status: 500 });
  };
  const answer: Operation = () => ({ ReplicationGroups: [member()] });

  expect(await readMember(members(stumble, answer))).toMatchObject({ outcome: 'answered' });
  const once = topologyAskedOnce(members(stumble, answer).world);
  expect(await once.readMember('us-west-2', 'sessions-usw2')).toMatchObject({ outcome: 'dark' });
});

test('a member without cluster mode, with it, and separated', async () => {
  expect(await readMember(members(() => ({ ReplicationGroups: [member()] })))).toEqual({
    outcome: 'answered',
    value: {
      status: 'available',
      role: 'SECONDARY',
      globalReplicationGroupId: 'ldgnf-sessions',
      cluster: false,
      primary: 'primary.example',
      reader: 'reader.example',
      port: 6379,
      shards: [{ id: '0001', status: 'available' }],
      nodes: ['sessions-usw2-001', 'sessions-usw2-002'],
    },
  });

  const clustered = member({
    ClusterEnabled: true,
    ConfigurationEndpoint: { Address: 'clustercfg.example', Port: 6380 },
  });
  const { value } = Object(await readMember(members(() => ({ ReplicationGroups: [clustered] }))));
  expect(value).toMatchObject({ cluster: true, configuration: 'clustercfg.example', port: 6380 });
  expect(value.primary).toBeUndefined();

  const separated = Object(
    await readMember(members(() => ({ ReplicationGroups: [member({ GlobalReplicationGroupInfo: undefined })] }))),
  );
  expect('role' in separated.value).toBe(false);
});

test.each(['500-after', 'throttle', 'reset'] as const)(
  'a promotion is sent once, whatever %s says of it',
  async (kind) => {
    const inputs: unknown[] = [];
    const service = scripted('elasticache', 'FailoverGlobalReplicationGroup', [
      (input) => {
        inputs.push(input);
        return { GlobalReplicationGroup: group({ Status: 'modifying' }) };
      },
    ]);
    let planned = 0;
    const { world } = frontWorld([service], {
      faults: {
        plan: () => {
          planned += 1;
          return { kind };
        },
      },
    });

    await expect(
      topology(world).promote({ globalReplicationGroupId: 'ldgnf-sessions', replicationGroupId: 'sessions-usw2' }),
    ).rejects.toThrow();

    expect(planned).toBe(1);
    for (const input of inputs)
      expect(input).toMatchObject({ PrimaryRegion: 'us-west-2', PrimaryReplicationGroupId: 'sessions-usw2' });
  },
);
