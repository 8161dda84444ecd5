import { expect, test } from '@jest/globals';
import { east, twoRegions, west } from './two-regions.ts';

test('by default a failover succeeds, and the dark old primary hears of it when it is back', async () => {
  const { failover, clock, seen, network, driven } = twoRegions();
  network.blackout('us-east-1');
  await failover(west);
  await clock.advance(602_500);

  expect(await seen('us-west-2')).toBe('available: sessions-usw2');
  expect(await seen('us-east-1')).toBe('available: sessions-use1');
  expect(driven).toEqual(['promote sessions-usw2']);

  network.heal('us-east-1');
  expect(await seen('us-east-1')).toBe('available: sessions-use1');
  await clock.advance(1_999);
  expect(await seen('us-east-1')).toBe('available: sessions-use1');
  await clock.advance(1);
  expect(await seen('us-east-1')).toBe('available: sessions-usw2');
  await clock.advance(2_999);
  expect(driven).toEqual(['promote sessions-usw2']);
  await clock.advance(1);
  expect(driven).toEqual(['promote sessions-usw2', 'demote sessions-use1 to copy sessions-usw2']);
});

test('a Region that is dark again before it learned learns later', async () => {
  const { failover, clock, seen, network, driven } = twoRegions();
  network.blackout('us-east-1');
  await failover(west);
  await clock.advance(60_000);
  network.heal('us-east-1');
  await clock.advance(1_000);
  network.blackout('us-east-1');
  await clock.advance(60_000);

  expect(await seen('us-east-1')).toBe('available: sessions-use1');
  expect(driven).toEqual(['promote sessions-usw2']);

  network.heal('us-east-1');
  await clock.advance(10_000);
  expect(await seen('us-east-1')).toBe('available: sessions-usw2');
  expect(driven).toEqual(['promote sessions-usw2', 'demote sessions-use1 to copy sessions-usw2']);
});

test('a cut link hides a failover as a blackout does, and the other primary goes on taking writes', async () => {
  const { failover, clock, seen, network, driven } = twoRegions();
  network.cut('us-east-1', 'us-west-2');
  await failover(west);
  await clock.advance(60_000);

  expect(await seen('us-east-1')).toBe('available: sessions-use1');
  expect(await seen('us-west-2')).toBe('available: sessions-usw2');
  expect(driven).toEqual(['promote sessions-usw2']);
});

test('`sticks`: modifying until the Region returns', async () => {
  const { failover, clock, seen, network, driven } = twoRegions({ behaviour: { failoverWhilePrimaryDark: 'sticks' } });
  network.blackout('us-east-1');
  await failover(west);
  await clock.advance(3_600_000);

  expect(await seen('us-west-2')).toBe('modifying: sessions-use1');
  expect(driven).toEqual([]);

  network.heal('us-east-1');
  await clock.advance(10_000);
  expect(await seen('us-west-2')).toBe('available: sessions-usw2');
  expect(await seen('us-east-1')).toBe('available: sessions-usw2');
});

test('`refused`: the state error, and nothing changes', async () => {
  const { failover, seen, network } = twoRegions({ behaviour: { failoverWhilePrimaryDark: 'refused' } });
  network.blackout('us-east-1');

  await expect(failover(west)).rejects.toMatchObject({ code: 'InvalidGlobalReplicationGroupState', status: 400 });
  expect(await seen('us-west-2')).toBe('available: sessions-use1');
});

test('the setting may change while it runs', async () => {
  const { failover, network, elasticache } = twoRegions();
  elasticache.behaviour.failoverWhilePrimaryDark = 'refused';
  network.blackout('us-east-1');

  await expect(failover(west)).rejects.toMatchObject({ code: 'InvalidGlobalReplicationGroupState' });
});

test('the promotion of a dark Region waits for it', async () => {
  const { failover, clock, seen, network, driven } = twoRegions();
  network.blackout('us-west-2');
  await failover(west, 'us-east-1');
  await clock.advance(600_000);
  expect(await seen('us-east-1')).toBe('modifying: sessions-use1');
  expect(driven).toEqual([]);

  network.heal('us-west-2');
  await clock.advance(10_000);
  expect(await seen('us-east-1')).toBe('available: sessions-usw2');
});

test('the replication group in a stale Region still calls itself PRIMARY', async () => {
  const { failover, clock, network, call } = twoRegions();
  network.blackout('us-east-1');
  await failover(west);
  await clock.advance(60_000);
  const role = async ({ region, id }: typeof east): Promise<unknown> =>
    call('DescribeReplicationGroups', { ReplicationGroupId: id }, { region });

  expect(await role(east)).toMatchObject({
    ReplicationGroups: [{ GlobalReplicationGroupInfo: { GlobalReplicationGroupMemberRole: 'PRIMARY' } }],
  });
  expect(await role(west)).toMatchObject({
    ReplicationGroups: [{ GlobalReplicationGroupInfo: { GlobalReplicationGroupMemberRole: 'PRIMARY' } }],
  });
});
