import { expect, test } from '@jest/globals';
import { touchCacheStep } from '../../../../functions/handlers/touch-cache.ts';
import { aWorld } from '../../../functions/a-world.ts';
import { east, eastHost, nodeOf, outcomeOf, targetOf, west, westHost } from './contract-stage.ts';
import { type ModelWorld, modelWorld, passing } from './model-stage.ts';

const eastDoor = { host: eastHost, port: 6379 };
const westDoor = { host: westHost, port: 6379 };
const content = { 'session:ada': 'signed in', 'session:grace': 'signed in' };
const settled = (options = {}) =>
  modelWorld({ datastores: [{ clusters: [east, west], primary: east, content }], ...options });
const open = ({ redis }: ModelWorld, from: string, host: string) =>
  redis.networkFrom(from).open(nodeOf(host, 6379), targetOf(host, 6379));
const names = ({ history }: ModelWorld, kind: string): string[] =>
  history.entries.filter((entry) => entry.kind === kind).map(({ name }) => name);

test('the same seed makes the same history, offsets and ids included', async () => {
  const run = async (): Promise<string> => {
    const world = settled();
    const done = passing(world.clock);
    world.network.impair([{ from: east.region, to: west.region, way: { latencyMs: 20, lossRate: 0.3 } }]);
    for (let number = 0; number < 20; number += 1)
      await done(world.redis.clientFrom(west.region).write(`w${number}`, eastDoor));
    await world.redis.promote(west);
    const info = await done((await done(open(world, west.region, westHost))).call('INFO', 'replication'));
    return JSON.stringify([world.history.entries, info]);
  };
  expect(await run()).toBe(await run());
});

test('with open paths everything is answered without the clock moving', async () => {
  const world = settled();
  const before = world.clock.now();
  const node = await open(world, west.region, eastHost);
  expect(await node.call('GET', 'session:ada')).toBe('signed in');
  expect(world.clock.now()).toBe(before);
});

test('latency is felt in each direction, and a slow way ends at the deadline although the write is done', async () => {
  const world = settled();
  const done = passing(world.clock);
  const node = await open(world, west.region, eastHost);
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
  const world = settled();
  const done = passing(world.clock);
  const node = await open(world, west.region, eastHost);
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
  const world = settled();
  const node = await open(world, west.region, eastHost);
  world.network.cut(east.region, west.region);
  const written = outcomeOf(node.call('SET', 'held', '1'));
  await world.clock.advance(300);
  expect(world.redis.truth.has(east, 'held')).toBe(false);
  world.network.mend(east.region, west.region);
  expect(await written).toBe('OK');
  expect(world.redis.truth.has(east, 'held')).toBe(true);
});

test('a client knows which cluster took its write, and whether another was promoted since', async () => {
  const world = settled();
  const done = passing(world.clock);
  const client = world.redis.clientFrom('eu-west-1');
  expect(await done(client.write('w1', eastDoor))).toEqual({ outcome: 'acknowledged', cluster: east, deposed: false });
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
  expect(names(world, 'effect')).toEqual(expect.arrayContaining(['redis:Promoted', 'redis:Demoted']));
  world.network.blackout('us-west-2');
  expect(await done(client.write('w5', westDoor))).toMatchObject({ outcome: 'unknown', cluster: west });
  expect(await done(client.read('w4', eastDoor))).toMatchObject({ outcome: 'answered', value: 'w4', cluster: east });
});

test('what was on its way at a promotion is lost', async () => {
  const world = settled({ replicationLagMs: 500 });
  const done = passing(world.clock);
  await done(world.redis.clientFrom(east.region).write('late', eastDoor));
  await world.clock.advance(100);
  await world.redis.promote(west);
  await world.clock.advance(2000);
  expect(world.redis.truth.has(west, 'late')).toBe(false);
});

test('a copy that is too far behind for the backlog copies everything', async () => {
  const world = settled({ replBacklogBytes: 1000 });
  const done = passing(world.clock);
  world.network.cut(east.region, west.region);
  for (let number = 0; number < 300; number += 1)
    await done(world.redis.clientFrom(east.region).write(`w${number}`, eastDoor));
  world.network.mend(east.region, west.region);
  await world.clock.advance(3000);
  expect(world.redis.truth.has(west, 'w0')).toBe(true);
  expect(names(world, 'effect')).toContain('redis:Resynced');
});

test.each([
  ['loading', 'GET', 'ReplyError: LOADING Redis is loading the dataset in memory'],
  ['oom', 'GET', null],
  ['oom', 'SET', "ReplyError: OOM command not allowed when used memory > 'maxmemory'."],
  ['readonly', 'SET', "ReplyError: READONLY You can't write against a read only replica."],
  ['no-permission', 'SET', "ReplyError: NOPERM this user has no permissions to run the 'set' command"],
  ['misconf', 'PING', 'PONG'],
  ['misconf', 'SET', expect.stringContaining('ReplyError: MISCONF Redis is configured to save RDB snapshots')],
] as const)('a node that is %s answers %s with %j', async (ailment, command, said) => {
  const world = settled();
  const node = await open(world, west.region, eastHost);
  world.redis.nemesis.ail(east, ailment);
  const args = { GET: ['a'], SET: ['a', '1'], PING: [] }[command];
  expect(await outcomeOf(node.call(command, ...args))).toEqual(said);
  expect(world.redis.truth.writable(east)).toBe(false);
  world.redis.nemesis.cure(east);
  expect(await node.call('SET', 'a', '1')).toBe('OK');
  expect(world.redis.truth.writable(east)).toBe(true);
});

test('a changed password is asked of new connections, and old ones stay', async () => {
  const world = settled();
  const node = await open(world, west.region, eastHost);
  world.redis.nemesis.changePassword(east, 'new');
  expect(await node.call('PING')).toBe('PONG');
  const other = await open(world, west.region, eastHost);
  expect(await outcomeOf(other.call('GET', 'a'))).toBe('ReplyError: NOAUTH Authentication required.');
});

test('TLS needs a client that speaks it, and one of the names that ElastiCache gave', async () => {
  const secure = { ...east, tls: true };
  const cname = async (name: string) => (name === 'sessions.example.internal' ? [host] : []);
  const world = modelWorld({
    datastores: [{ clusters: [secure], primary: east }],
    names: { cname, txt: async () => ['epoch=1'] },
  });
  const done = passing(world.clock);
  const host = world.redis.endpoints(east).primary ?? '';
  const network = world.redis.networkFrom(west.region);
  const say = (name: string, tls: boolean) =>
    done(outcomeOf(network.open(nodeOf(name, 6379), { ...targetOf(name, 6379), tls }).then(() => 'open')));
  expect(await say(host, true)).toBe('open');
  expect(await say(host, false)).toBe('Error: Connection is closed.');
  expect(await say('sessions.example.internal', true)).toContain("does not match certificate's altnames");
  world.redis.nemesis.ail(east, 'certificate');
  expect(await say(host, true)).toContain("does not match certificate's altnames");
  expect(await say('nobody.example.internal', true)).toBe('Error: getaddrinfo ENOTFOUND nobody.example.internal');
});

test('a silent resolver answers nothing in time', async () => {
  const world = settled();
  const done = passing(world.clock);
  const network = world.redis.networkFrom(west.region);
  await expect(network.cname('a.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  world.network.impair([{ from: west.region, to: west.region, traffic: ['dns'], way: 'cut' }]);
  expect(await done(outcomeOf(network.cname('a.example')))).toBe('TimeoutError: resolve: nothing within 1000 ms');
  expect(await done(outcomeOf(open(world, west.region, eastHost)))).toBe(
    'TimeoutError: connect: nothing within 1000 ms',
  );
});

test('the nemesis tells when a member serves nobody, and when it does again', () => {
  const world = settled();
  const { nemesis } = world.redis;
  nemesis.kill({ ...east, nodes: 'replica' });
  nemesis.freeze(east);
  nemesis.kill(east);
  nemesis.restart({ ...east, nodes: 'all' });
  expect(names(world, 'fault')).toEqual([
    ...['redis:killed', 'redis:stopped', 'redis:frozen', 'redis:killed', 'redis:down', 'redis:restarted', 'redis:up'],
  ]);
});

test('a replica takes over within the Region, and the other Region copies it', async () => {
  const world = settled();
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
  const node = await open(world, east.region, 'sessions-use1-001.sbx001.0001.use1.cache.amazonaws.com');
  expect(await node.call('GET', 'after')).toBe('after');
  expect(await outcomeOf(node.call('SET', 'a', '1'))).toContain('READONLY');
});

test('a promotion of a killed cluster is done once its process is back', async () => {
  const world = settled();
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

const sharded = (spec: typeof east) => ({ ...spec, clusterEnabled: true, shards: 3 });
const threeShards = () =>
  modelWorld({ datastores: [{ clusters: [sharded(east), sharded(west)], primary: east, content }] });

test('TouchCache sees every shard, and the one that is down', async () => {
  const world = threeShards();
  const done = passing(world.clock);
  const host = world.redis.endpoints(east).configuration ?? '';
  const touch = () => {
    const { world: lambda } = aWorld({ network: world.redis.networkFrom(east.region) });
    const sleep = (ms: number) => new Promise<void>((resolve) => void world.clock.after(ms, resolve));
    return done(
      touchCacheStep.inWorld({ ...lambda, clock: { ...lambda.clock, sleep } })(
        {
          datastore: 'sessions',
          local: { target: { ...targetOf(host, 6379), cluster: true }, beat: true, canary: true },
        },
        { awsRequestId: 'r' },
      ),
    );
  };
  const well = { role: 'master', wrote: true, beat: true };
  const { local } = await touch();
  expect(local).toMatchObject({ reach: 'alive', shards: [well, well, well] });
  expect(new Set(local?.shards.map(({ shard }) => shard)).size).toBe(3);

  world.redis.nemesis.kill({ ...east, shard: 1 });
  const after = (await touch()).local;
  expect(after?.reach).toBe('alive');
  expect(after?.shards.filter(({ role }) => role === 'unknown')).toHaveLength(1);
  expect(world.redis.truth.writable(east)).toBe(false);
});

test('a key of another shard is elsewhere', async () => {
  const world = threeShards();
  const [first] = world.redis.endpoints(east).nodes;
  const node = await open(world, east.region, first?.host ?? '');
  const said = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => outcomeOf(node.call('GET', key))));
  expect(said.filter((one) => one === null).length).toBeGreaterThan(0);
  expect(said.filter((one) => one !== null)[0]).toMatch(/^ReplyError: MOVED \d+ 10\.1\.[12]\.11:6379$/);
  world.redis.nemesis.ail(east, 'cluster-down');
  expect(await outcomeOf(node.call('GET', 'a'))).toBe('ReplyError: CLUSTERDOWN The cluster is down');
});

test('a whole look costs well under a tenth of a millisecond of work', async () => {
  const world = settled();
  const look = async (): Promise<void> => {
    const node = await open(world, west.region, eastHost);
    await Promise.all([node.call('INFO', 'replication'), node.call('GET', 'a')]);
    await node.call('SET', 'a', '1', 'PX', 60_000);
    node.close();
  };
  for (let turn = 0; turn < 2000; turn += 1) await look();
  const began = process.cpuUsage();
  for (let turn = 0; turn < 5000; turn += 1) await look();
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1000 / 5000).toBeLessThan(0.1);
});
