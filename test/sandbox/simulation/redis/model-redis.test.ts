import { expect, test } from '@jest/globals';
import { east, eastHost, outcomeOf, west, westHost } from './contract-stage.ts';
import { namesIn, openFrom, passing, settledModel } from './model-stage.ts';

const eastDoor = { host: eastHost, port: 6379 };
const westDoor = { host: westHost, port: 6379 };

test('the same seed makes the same history, offsets and ids included', async () => {
  const run = async (): Promise<string> => {
    const world = settledModel();
    const done = passing(world.clock);
    world.network.impair([{ from: east.region, to: west.region, way: { latencyMs: 20, lossRate: 0.3 } }]);
    for (let number = 0; number < 20; number += 1)
      await done(world.redis.clientFrom(west.region).write(`w${number}`, eastDoor));
    await world.redis.promote(west);
    const info = await done((await done(openFrom(world, west.region, westHost))).call('INFO', 'replication'));
    return JSON.stringify([world.history.entries, info]);
  };
  expect(await run()).toBe(await run());
});

test('with open paths everything is answered without the clock moving', async () => {
  const world = settledModel();
  const before = world.clock.now();
  const node = await openFrom(world, west.region, eastHost);
  expect(await node.call('GET', 'session:ada')).toBe('signed in');
  expect(world.clock.now()).toBe(before);
});

test('latency is felt in each direction, and a slow way ends at the deadline although the write is done', async () => {
  const world = settledModel();
  const done = passing(world.clock);
  const node = await openFrom(world, west.region, eastHost);
  const lift = world.network.impair([{ from: west.region, to: east.region, way: { latencyMs: 300, lossRate: 0 } }]);
  const began = world.clock.now();
  expect(await done(node.call('SET', 'a', '1'))).toBe('OK');
  expect(world.clock.now() - began).toBeGreaterThanOrEqual(300);

  world.network.impair([{ from: east.region, to: west.region, way: { latencyMs: 900, lossRate: 0 } }]);
  expect(await done(outcomeOf(node.call('SET', 'b', '2')))).toBe('TimeoutError: SET: nothing within 1000 ms');
  expect(world.redis.truth.has(east, 'b')).toBe(true);
  lift();
});

test('a lost answer is an unknown outcome of a write that was done; a lost request of one that was not', async () => {
  const world = settledModel();
  const done = passing(world.clock);
  const node = await openFrom(world, west.region, eastHost);
  const lift = world.network.impair([{ from: east.region, to: west.region, traffic: ['cache'], way: 'cut' }]);
  expect(await done(outcomeOf(node.call('SET', 'done', '1')))).toBe('TimeoutError: SET: nothing within 1000 ms');
  expect(world.redis.truth.has(east, 'done')).toBe(true);
  lift();

  world.network.impair([{ from: west.region, to: east.region, traffic: ['cache'], way: 'cut' }]);
  expect(await done(outcomeOf(node.call('SET', 'never', '1')))).toBe('TimeoutError: SET: nothing within 1000 ms');
  expect(world.redis.truth.has(east, 'never')).toBe(false);
  node.close();
  world.network.heal(west.region);
  await world.clock.advance(5000);
  expect(world.redis.truth.has(east, 'never')).toBe(false);
});

test('what a cut holds back goes on when it ends', async () => {
  const world = settledModel();
  const node = await openFrom(world, west.region, eastHost);
  world.network.cut(east.region, west.region);
  const written = outcomeOf(node.call('SET', 'held', '1'));
  await world.clock.advance(300);
  expect(world.redis.truth.has(east, 'held')).toBe(false);
  world.network.mend(east.region, west.region);
  expect(await written).toBe('OK');
  expect(world.redis.truth.has(east, 'held')).toBe(true);
});

test('a client knows which cluster took its write, and whether another was promoted since', async () => {
  const world = settledModel();
  const done = passing(world.clock);
  const client = world.redis.clientFrom('eu-west-1');
  expect(await done(client.write('w1', eastDoor))).toEqual({
    outcome: 'acknowledged',
    cluster: east,
    shard: 0,
    deposed: false,
  });
  expect(await done(client.write('w2', westDoor))).toMatchObject({ outcome: 'refused', cluster: west });
  await world.clock.advance(200);
  await world.redis.promote(west);
  expect(await done(client.write('w3', eastDoor))).toMatchObject({ outcome: 'acknowledged', deposed: true });
  expect(await done(client.write('w4', westDoor))).toMatchObject({ outcome: 'acknowledged', deposed: false });
  expect(world.redis.truth.writer(east)).toEqual(west);
  expect([world.redis.truth.writable(east), world.redis.truth.writable(west)]).toEqual([true, true]);

  await world.redis.demote(east, west);
  await world.clock.advance(1000);
  expect(world.redis.truth.writable(east)).toBe(false);
  expect(['w1', 'w3', 'w4'].map((tag) => world.redis.truth.has(east, tag))).toEqual([true, false, true]);
  const resynced = world.history.entries.filter(({ name }) => name === 'redis:Resynced');
  expect(resynced).toMatchObject([
    { region: 'us-east-1', detail: { node: 'sessions-use1-001', dropped: ['w3'] } },
    { region: 'us-east-1', detail: { node: 'sessions-use1-002', dropped: ['w3'] } },
  ]);
  expect(namesIn(world, 'effect')).toEqual(expect.arrayContaining(['redis:Promoted', 'redis:Demoted']));
  world.network.blackout('us-west-2');
  expect(await done(client.write('w5', westDoor))).toMatchObject({ outcome: 'unknown', cluster: west });
  expect(await done(client.read('w4', eastDoor))).toMatchObject({ outcome: 'answered', value: 'w4', cluster: east });
});

test('what was on its way at a promotion is lost', async () => {
  const world = settledModel({ replicationLagMs: 500 });
  const done = passing(world.clock);
  await done(world.redis.clientFrom(east.region).write('late', eastDoor));
  await world.clock.advance(100);
  await world.redis.promote(west);
  await world.clock.advance(2000);
  expect(world.redis.truth.has(west, 'late')).toBe(false);
});

test('a copy that is too far behind for the backlog copies everything', async () => {
  const world = settledModel({ replBacklogBytes: 1000 });
  const done = passing(world.clock);
  world.network.cut(east.region, west.region);
  for (let number = 0; number < 300; number += 1)
    await done(world.redis.clientFrom(east.region).write(`w${number}`, eastDoor));
  world.network.mend(east.region, west.region);
  await world.clock.advance(3000);
  expect(world.redis.truth.has(west, 'w0')).toBe(true);
  expect(namesIn(world, 'effect')).toContain('redis:Resynced');
});

test('a replica takes over within the Region, and the other Region copies it', async () => {
  const world = settledModel();
  const done = passing(world.clock);
  world.redis.nemesis.kill(east);
  world.redis.nemesis.failoverWithin(east);
  expect(await done(world.redis.clientFrom(west.region).write('after', eastDoor))).toMatchObject({
    outcome: 'acknowledged',
  });
  await world.clock.advance(3000);
  expect(world.redis.truth.has(west, 'after')).toBe(true);
  world.redis.nemesis.restart({ ...east, nodes: 'replica' });
  await world.clock.advance(3000);
  const node = await openFrom(world, east.region, 'sessions-use1-001.sbx001.0001.use1.cache.amazonaws.com');
  expect(await node.call('GET', 'after')).toBe('after');
  expect(await outcomeOf(node.call('SET', 'a', '1'))).toContain('READONLY');
});

test('a promotion of a killed cluster is done once its process is back', async () => {
  const world = settledModel();
  world.redis.nemesis.kill(west);
  let promoted = false;
  void world.redis.promote(west).then(() => {
    promoted = true;
  });
  await world.clock.advance(5000);
  expect(promoted).toBe(false);
  world.redis.nemesis.restart(west);
  await world.clock.advance(0);
  expect(promoted).toBe(true);
  expect(world.redis.truth.role(west)).toBe('master');
});
