import { expect, test } from '@jest/globals';
import { east, group, ireland, twoRegions, west } from './two-regions.ts';

const effects = ({ history }: ReturnType<typeof twoRegions>): string[] =>
  history.entries.filter(({ kind }) => kind === 'effect').map(({ name }) => name.replace('elasticache:', ''));

test('the answer to a failover is `modifying` with the roles of before', async () => {
  const { failover } = twoRegions();

  expect(await failover(west)).toMatchObject({
    GlobalReplicationGroup: {
      Status: 'modifying',
      Members: [
        { ReplicationGroupId: east.id, Role: 'PRIMARY', Status: 'associated' },
        { ReplicationGroupId: west.id, Role: 'SECONDARY', Status: 'associated' },
      ],
    },
  });
});

test('a failover: writable first, then the old primary copies, then the roles are visible', async () => {
  const world = twoRegions();
  await world.failover(west);

  await world.clock.advance(9_999);
  expect(world.driven).toEqual([]);
  await world.clock.advance(1);
  expect(world.driven).toEqual(['promote sessions-usw2']);
  expect(await world.seen('us-west-2')).toBe('modifying: sessions-use1');
  await world.clock.advance(5_000);
  expect(world.driven).toEqual(['promote sessions-usw2', 'demote sessions-use1 to copy sessions-usw2']);

  await world.clock.advance(14_999);
  expect(await world.seen('us-west-2')).toBe('modifying: sessions-use1');
  await world.clock.advance(1);
  expect(await world.seen('us-west-2')).toBe('available: sessions-usw2');
  expect(effects(world)).toEqual(['promotion-accepted', 'writable', 'demoted', 'promoted']);
});

test('roles may be visible before the cluster takes writes', async () => {
  const { failover, clock, seen, driven, elasticache } = twoRegions();
  Object.assign(elasticache.delays, { promotionVisible: 1_000 });
  await failover(west);

  await clock.advance(1_000);
  expect(await seen('us-west-2')).toBe('available: sessions-usw2');
  expect(driven).toEqual([]);
  await clock.advance(9_000);
  expect(driven).toEqual(['promote sessions-usw2']);
});

test('failing back swaps the roles again', async () => {
  const { failover, clock, seen, driven } = twoRegions();
  await failover(west);
  await clock.advance(60_000);
  driven.length = 0;

  await failover(east);
  await clock.advance(60_000);

  expect(await seen('us-east-1')).toBe('available: sessions-use1');
  expect(driven).toEqual(['promote sessions-use1', 'demote sessions-usw2 to copy sessions-use1']);
});

test.each([
  [{ GlobalReplicationGroupId: 'ldgnf-other' }, 'GlobalReplicationGroupNotFoundFault', 404],
  [{ PrimaryReplicationGroupId: ireland.id, PrimaryRegion: ireland.region }, 'InvalidParameterValue', 400],
  [{ PrimaryRegion: 'us-east-1' }, 'InvalidParameterValue', 400],
  [{ PrimaryReplicationGroupId: east.id, PrimaryRegion: east.region }, 'InvalidParameterValue', 400],
  [{ PrimaryRegion: undefined }, 'MissingParameter', 400],
])('refuses a failover with %j: %s', async (wrong, code, status) => {
  const { call, seen } = twoRegions();
  const right = { GlobalReplicationGroupId: group, PrimaryRegion: west.region, PrimaryReplicationGroupId: west.id };

  const refused = call('FailoverGlobalReplicationGroup', { ...right, ...wrong }, { region: 'us-west-2' });

  await expect(refused).rejects.toMatchObject({ name: 'AwsError', code, status });
  expect(await seen('us-west-2')).toBe('available: sessions-use1');
});

test('where set so, a failover to the primary changes nothing', async () => {
  const { failover, history } = twoRegions({ behaviour: { failoverToPrimary: 'noop' } });

  expect(await failover(east)).toMatchObject({ GlobalReplicationGroup: { Status: 'available' } });
  expect(history.entries).toEqual([]);
});

test('a failover of a group without a secondary is refused', async () => {
  const { failover } = twoRegions({ secondaries: [] });

  await expect(failover(west, 'us-east-1')).rejects.toMatchObject({ code: 'InvalidParameterValue' });
  await expect(failover(east)).rejects.toMatchObject({ code: 'InvalidGlobalReplicationGroupState' });
});

test('two failovers at once are both accepted; chance says which one wins', async () => {
  for (const [chance, winner, loser] of [
    [0.2, west, ireland],
    [0.8, ireland, west],
  ] as const) {
    const { failover, clock, seen, driven } = twoRegions({ secondaries: [west, ireland], random: () => chance });
    await failover(west);
    await clock.advance(1_000);
    await failover(ireland);
    await clock.advance(120_000);

    for (const region of ['us-east-1', 'us-west-2', 'eu-west-1'])
      expect(await seen(region)).toBe(`available: ${winner.id}`);
    expect(driven).toEqual([
      `promote ${winner.id}`,
      `demote ${east.id} to copy ${winner.id}`,
      `demote ${loser.id} to copy ${winner.id}`,
    ]);
  }
});

test('a winner that comes after the other one took writes takes them away again', async () => {
  const { failover, clock, seen, driven, elasticache } = twoRegions({
    secondaries: [west, ireland],
    random: () => 0.9,
  });
  await failover(west);
  await clock.advance(12_000);
  expect(elasticache.writer(group)).toMatchObject(west);
  await failover(ireland);
  await clock.advance(120_000);

  expect(elasticache.writer(group)).toMatchObject(ireland);
  expect(await seen('us-west-2')).toBe('available: sessions-euw1');
  expect(driven.at(-1)).toBe('demote sessions-usw2 to copy sessions-euw1');
});

test('a second failover to the same member changes nothing', async () => {
  const { failover, clock, driven } = twoRegions();
  await failover(west);
  await failover(west);
  await clock.advance(60_000);

  expect(driven.filter((each) => each.startsWith('promote'))).toHaveLength(1);
});

test('scripted: accepted, and then nothing happens', async () => {
  const { failover, clock, seen, driven } = twoRegions({ behaviour: { promotion: 'does-nothing' } });
  await failover(west);

  expect(await seen('us-west-2')).toBe('modifying: sessions-use1');
  await clock.advance(30_000);
  expect(await seen('us-west-2')).toBe('available: sessions-use1');
  expect(driven).toEqual([]);
});

test('scripted: promoted, but `modifying` until it is settled', async () => {
  const { failover, clock, seen, elasticache } = twoRegions({ behaviour: { promotion: 'stays-modifying' } });
  await failover(west);

  await clock.advance(3_600_000);
  expect(await seen('us-west-2')).toBe('modifying: sessions-usw2');
  elasticache.settle(group);
  expect(await seen('us-west-2')).toBe('available: sessions-usw2');
});

test('a data plane that fails leaves the group `modifying` and says so', async () => {
  const world = twoRegions({
    backing: {
      promote: () => Promise.reject(new Error('no such server')),
      demote: async () => {},
      separate: async () => {},
    },
    delays: { promotionWritable: 0, promotionVisible: 0 },
  });
  await world.failover(west);
  await world.clock.advance(1);

  expect(world.elasticache.writer(group)).toMatchObject(east);
  expect(effects(world)).toContain('data-plane-failed');
});
