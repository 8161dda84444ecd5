import { expect, test } from '@jest/globals';
import { east, eastHost, nodeOf, outcomeOf, targetOf, west } from './contract-stage.ts';
import { modelWorld, namesIn, openFrom, passing, settledModel } from './model-stage.ts';

test.each([
  ['loading', 'GET', 'ReplyError: LOADING Redis is loading the dataset in memory'],
  ['oom', 'GET', null],
  ['oom', 'SET', "ReplyError: OOM command not allowed when used memory > 'maxmemory'."],
  ['readonly', 'SET', "ReplyError: READONLY You can't write against a read only replica."],
  ['no-permission', 'SET', "ReplyError: NOPERM this user has no permissions to run the 'set' command"],
  ['misconf', 'PING', 'PONG'],
  ['misconf', 'SET', expect.stringContaining('ReplyError: MISCONF Redis is configured to save RDB snapshots')],
] as const)('a node that is %s answers %s with %j', async (ailment, command, said) => {
  const world = settledModel();
  const node = await openFrom(world, west.region, eastHost);
  world.redis.nemesis.ail(east, ailment);
  const args = { GET: ['a'], SET: ['a', '1'], PING: [] }[command];
  expect(await outcomeOf(node.call(command, ...args))).toEqual(said);
  expect(world.redis.truth.writable(east)).toBe(false);
  world.redis.nemesis.cure(east);
  expect(await node.call('SET', 'a', '1')).toBe('OK');
  expect(world.redis.truth.writable(east)).toBe(true);
});

test('a changed password is asked of new connections, and old ones stay', async () => {
  const world = settledModel();
  const node = await openFrom(world, west.region, eastHost);
  world.redis.nemesis.changePassword(east, 'new');
  expect(await node.call('PING')).toBe('PONG');
  const other = await openFrom(world, west.region, eastHost);
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
  const world = settledModel();
  const done = passing(world.clock);
  const network = world.redis.networkFrom(west.region);
  await expect(network.cname('a.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  world.network.impair([{ from: west.region, to: west.region, traffic: ['dns'], way: 'cut' }]);
  expect(await done(outcomeOf(network.cname('a.example')))).toBe('TimeoutError: resolve: nothing within 1000 ms');
  expect(await done(outcomeOf(openFrom(world, west.region, eastHost)))).toBe(
    'TimeoutError: connect: nothing within 1000 ms',
  );
});

test('the nemesis tells when a member serves nobody, and when it does again', () => {
  const world = settledModel();
  const { nemesis } = world.redis;
  nemesis.kill({ ...east, nodes: 'replica' });
  nemesis.freeze(east);
  nemesis.kill(east);
  nemesis.restart({ ...east, nodes: 'all' });
  expect(namesIn(world, 'fault')).toEqual([
    ...['redis:killed', 'redis:stopped', 'redis:frozen', 'redis:killed', 'redis:down', 'redis:restarted', 'redis:up'],
  ]);
});
