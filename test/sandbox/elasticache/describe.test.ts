import { expect, test } from '@jest/globals';
import { east, group, twoRegions, west } from './two-regions.ts';

test('Members only where asked for', async () => {
  const { call } = twoRegions();

  const answer = await call('DescribeGlobalReplicationGroups', {});

  expect(answer).toEqual({ GlobalReplicationGroups: [expect.not.objectContaining({ Members: expect.anything() })] });
});

test('a Global Datastore as AWS shows it', async () => {
  expect(await twoRegions().describe('us-west-2')).toMatchObject({
    GlobalReplicationGroupId: group,
    Status: 'available',
    ClusterEnabled: false,
    GlobalNodeGroups: [{ GlobalNodeGroupId: 'ldgnf-sessions-0001', Slots: '0-16383' }],
    ARN: 'arn:aws:elasticache::111122223333:globalreplicationgroup:ldgnf-sessions',
    Members: [
      {
        ReplicationGroupId: east.id,
        ReplicationGroupRegion: 'us-east-1',
        Role: 'PRIMARY',
        AutomaticFailover: 'enabled',
      },
      { ReplicationGroupId: west.id, ReplicationGroupRegion: 'us-west-2', Role: 'SECONDARY', Status: 'associated' },
    ],
  });
});

test('a Region without a member shows nothing and does not know the id', async () => {
  const { call, describe } = twoRegions();

  expect(await call('DescribeGlobalReplicationGroups', {}, { region: 'eu-west-1' })).toEqual({
    GlobalReplicationGroups: [],
  });
  await expect(describe('eu-west-1')).rejects.toMatchObject({ code: 'GlobalReplicationGroupNotFoundFault' });
});

test('scripted: an unknown status, a forgotten member', async () => {
  const { describe } = twoRegions({ behaviour: { shownStatus: 'rebalancing', forgottenMembers: [west.id] } });

  expect(await describe('us-east-1')).toMatchObject({
    Status: 'rebalancing',
    Members: [{ ReplicationGroupId: east.id }],
  });
});

test('a replication group without cluster mode: endpoints and roles per node', async () => {
  const { call } = twoRegions();

  const answer = await call('DescribeReplicationGroups', { ReplicationGroupId: west.id }, { region: 'us-west-2' });

  const endpoint = (name: string) => ({ Address: `${name}.usw2.cache.amazonaws.com`, Port: 6390 });
  expect(answer).toMatchObject({
    ReplicationGroups: [
      {
        Status: 'available',
        ClusterEnabled: false,
        GlobalReplicationGroupInfo: { GlobalReplicationGroupId: group, GlobalReplicationGroupMemberRole: 'SECONDARY' },
        MemberClusters: ['sessions-usw2-001', 'sessions-usw2-002'],
        ARN: 'arn:aws:elasticache:us-west-2:111122223333:replicationgroup:sessions-usw2',
        NodeGroups: [
          {
            NodeGroupId: '0001',
            PrimaryEndpoint: endpoint('sessions-usw2.sbx001.ng.0001'),
            ReaderEndpoint: endpoint('sessions-usw2-ro.sbx001.ng.0001'),
            NodeGroupMembers: [
              { CurrentRole: 'primary', ReadEndpoint: endpoint('sessions-usw2-001.sbx001.0001') },
              { CurrentRole: 'replica', CacheClusterId: 'sessions-usw2-002', CacheNodeId: '0001' },
            ],
          },
        ],
      },
    ],
  });
});

test('with cluster mode there is a configuration endpoint, slots, and no endpoint per shard', async () => {
  const { call, elasticache } = twoRegions();
  const spec = { region: 'us-east-1', id: 'orders', clusterEnabled: true, tls: true, shards: 3 };
  elasticache.addReplicationGroup(spec);

  const answer = await call('DescribeReplicationGroups', { ReplicationGroupId: 'orders' });

  expect(answer).toMatchObject({
    ReplicationGroups: [
      {
        TransitEncryptionEnabled: true,
        ConfigurationEndpoint: { Address: 'clustercfg.orders.sbx001.use1.cache.amazonaws.com', Port: 6379 },
        NodeGroups: [{ Slots: '0-5460' }, { Slots: '5461-10922' }, { Slots: '10923-16383' }],
      },
    ],
  });
  expect(JSON.stringify(answer)).not.toMatch(/PrimaryEndpoint|ReaderEndpoint|CurrentRole/);
});

test('while its group is modifying, so is a member', async () => {
  const { call, failover } = twoRegions();
  await failover(west);

  expect(await call('DescribeReplicationGroups', {}, { region: 'us-west-2' })).toMatchObject({
    ReplicationGroups: [{ Status: 'modifying', NodeGroups: [{ Status: 'modifying' }] }],
  });
});

test('nodes have endpoints only where asked for, and their ids are not case sensitive', async () => {
  const { call } = twoRegions();
  const id = { CacheClusterId: 'SESSIONS-use1-002' };

  const plain = await call('DescribeCacheClusters', id);
  expect(plain).toMatchObject({
    CacheClusters: [{ CacheClusterId: 'sessions-use1-002', ReplicationGroupId: east.id }],
  });
  expect(JSON.stringify(plain)).not.toContain('Endpoint');
  expect(await call('DescribeCacheClusters', { ...id, ShowCacheNodeInfo: true })).toMatchObject({
    CacheClusters: [{ CacheNodes: [{ CacheNodeId: '0001', Endpoint: { Port: 6390 } }] }],
  });
  await expect(call('DescribeCacheClusters', { CacheClusterId: 'x' })).rejects.toMatchObject({
    code: 'CacheClusterNotFound',
    status: 404,
  });
});

test('pages of 20 to 100, followed by marker', async () => {
  const { call, elasticache } = twoRegions();
  for (let n = 0; n < 44; n++) elasticache.addReplicationGroup({ region: 'eu-west-1', id: `extra-${n}` });
  const page = (input: object) => call('DescribeReplicationGroups', input, { region: 'eu-west-1' });
  const sizes: number[] = [];
  let Marker: unknown;
  do {
    const answer = await page({ MaxRecords: 20, ...(Marker !== undefined && { Marker }) });
    sizes.push((answer.ReplicationGroups as unknown[]).length);
    Marker = answer.Marker;
  } while (Marker !== undefined);

  expect(sizes).toEqual([20, 20, 5]);
  for (const wrong of [{ MaxRecords: 19 }, { MaxRecords: 101 }, { Marker: 'nonsense' }])
    await expect(page(wrong)).rejects.toMatchObject({ code: 'InvalidParameterValue' });
});

test('events of the last hour unless asked, of 14 days at most; a promotion leaves none', async () => {
  const { call, elasticache, clock, failover } = twoRegions();
  const hour = 3_600_000;
  const record = (message: string): void =>
    elasticache.recordEvent({ region: 'us-east-1', sourceType: 'replication-group', source: east.id, message });
  record('first');
  await clock.advance(13 * 24 * hour);
  record('second');
  await clock.advance(2 * hour);
  record('third');
  await failover(west);
  await clock.advance(60_000);
  const messages = async (input: object): Promise<unknown[]> =>
    ((await call('DescribeEvents', input)).Events as { Message: string }[]).map(({ Message }) => Message);

  expect(await messages({})).toEqual(['third']);
  expect(await messages({ Duration: 180, SourceType: 'replication-group' })).toEqual(['second', 'third']);
  expect(await messages({ Duration: 20_160 })).toEqual(['first', 'second', 'third']);
  expect(await messages({ Duration: 180, SourceIdentifier: 'other' })).toEqual([]);
  await clock.advance(24 * hour);
  expect(await messages({ Duration: 30_000 })).toEqual(['second', 'third']);
  const wrong = call('DescribeEvents', { SourceType: 'global-replication-group' });
  await expect(wrong).rejects.toMatchObject({ code: 'InvalidParameterValue' });
});
