import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { Target, TouchRequest } from '../../functions/contract/touch.ts';
import { TouchAnswer } from '../../functions/contract/touch.ts';
import { touchCacheStep } from '../../functions/handlers/touch-cache.ts';
import { aWorld } from '../functions/a-world.ts';
import { aServer, freePort } from '../functions/redis/a-server.ts';
import { eventually } from '../support/eventually.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const server = async (...directives: string[]) => {
  const started = await aServer(...directives);
  stops.push(started.stop);
  return started;
};

const clusterNode = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'touch-cache-'));
  const node = await server('--cluster-enabled', 'yes', '--dir', folder);
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  return node;
};

/** Accepts connections and never says a word: a frozen server. */
const silent = async () => {
  const port = await freePort();
  const sockets = new Set<net.Socket>();
  const listener = net.createServer((socket) => sockets.add(socket)).listen(port, '127.0.0.1');
  stops.push(() => {
    for (const socket of sockets) socket.destroy();
    listener.close();
  });
  return port;
};

const at = (port: number, more: Partial<Target> = {}): Target => ({
  host: '127.0.0.1',
  port,
  tls: false,
  cluster: false,
  ...more,
});

const touch = async (request: Omit<TouchRequest, 'datastore'>) => {
  const { world, lines } = aWorld();
  const answer = await touchCacheStep.inWorld(world)(
    { datastore: 'sessions', ...request },
    { awsRequestId: 'request-1' },
  );
  return { answer: TouchAnswer.parse(answer), lines };
};
const local = (target: Target, { beat = true, canary = true } = {}) => ({ local: { target, beat, canary } });

test('a primary: role, offset, keys, heartbeat and canary', async () => {
  const { port, client } = await server();
  await client.set('a-users-key', 'untouched');

  const first = (await touch(local(at(port)))).answer;
  expect(first.local).toMatchObject({
    reach: 'alive',
    shards: [{ shard: '0', role: 'master', wrote: true, beat: true }],
  });
  expect(first.local?.shards[0]?.heartbeat).toBeUndefined();

  const [shard] = (await touch(local(at(port)))).answer.local?.shards ?? [];
  expect(shard?.heartbeat).toEqual({ writtenAt: Date.parse('2026-11-23T12:00:00.000Z'), count: 1 });
  expect(shard?.offset?.stream).toMatch(/^[0-9a-f]{40}$/);
  expect(shard?.keys).toBeGreaterThanOrEqual(2);
  expect(shard?.refusal).toBeUndefined();

  expect(JSON.parse(String(await client.get('failover:heartbeat:{0}'))).count).toBe(2);
  expect(await client.ttl('failover:heartbeat:{0}')).toBeGreaterThan(29 * 24 * 3600);
  expect((await client.keys('*')).every((key) => key === 'a-users-key' || key.startsWith('failover:'))).toBe(true);
  expect(await client.keys('failover:canary:*')).toEqual([]);
});

test('a replica: reads the heartbeat and its own offset in the same stream, and is alive though it refuses writes', async () => {
  const primary = await server();
  const replica = await server('--replicaof', `127.0.0.1 ${primary.port}`);
  await touch(local(at(primary.port)));
  await eventually(async () => expect(await replica.client.get('failover:heartbeat:{0}')).not.toBeNull());
  // A moving offset would need a second look in between: compare the streams.
  const [ofPrimary] = (await touch(local(at(primary.port), { beat: false, canary: false }))).answer.local?.shards ?? [];

  const { answer } = await touch({ ...local(at(replica.port)), remote: { target: at(replica.port) } });

  expect(answer.local).toMatchObject({
    reach: 'alive',
    shards: [{ role: 'slave', heartbeat: { count: 1 }, wrote: false, beat: false, refusal: 'READONLY' }],
  });
  expect(answer.local?.shards[0]?.offset?.stream).toBe(ofPrimary?.offset?.stream);
  expect(answer.remote).toMatchObject({ reach: 'alive', wrote: false, refusal: 'READONLY' });
});

test('what is not asked for is not answered', async () => {
  expect((await touch({})).answer).toEqual({ seenAt: Date.parse('2026-11-23T12:00:00.000Z') });
});

test('writes through the published primary, and reads a control target', async () => {
  const { port } = await server();

  const { answer } = await touch({ remote: { target: at(port) }, control: { host: '127.0.0.1', port } });

  expect(answer.remote).toEqual({ reach: 'alive', wrote: true });
  expect(answer.control).toEqual({ reach: 'alive' });
});

test('nobody there is unreachable, at once', async () => {
  const port = await freePort();

  const { answer } = await touch({
    ...local(at(port)),
    remote: { target: at(port) },
    control: { host: '127.0.0.1', port },
  });

  expect(answer.local).toMatchObject({ reach: 'unreachable', shards: [{ shard: '0', role: 'unknown' }] });
  expect(answer.remote).toMatchObject({ reach: 'unreachable', wrote: false });
  expect(answer.control).toEqual({ reach: 'unreachable' });
});

test('a server that takes connections and says nothing is unreachable, and the look still ends', async () => {
  const port = await silent();
  const began = performance.now();

  const { answer } = await touch({ ...local(at(port)), remote: { target: at(port, { tls: true }) } });

  expect(performance.now() - began).toBeLessThan(4500);
  expect(answer.local?.reach).toBe('unreachable');
  expect(answer.remote).toMatchObject({ reach: 'unreachable', wrote: false });
});

test('a frozen server is unreachable', async () => {
  const frozen = await server();
  frozen.pause();

  const { answer } = await touch({ remote: { target: at(frozen.port) } });

  expect(answer.remote).toMatchObject({ reach: 'unreachable', wrote: false });
});

test('garbage instead of Redis says nothing', async () => {
  const port = await freePort();
  const listener = net.createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  listener.listen(port, '127.0.0.1');
  stops.push(() => listener.close());

  expect((await touch({ remote: { target: at(port) } })).answer.remote).toMatchObject({
    reach: 'unknown',
    wrote: false,
  });
});

test('a password: right, wrong and none; never in a log', async () => {
  const { port } = await server('--requirepass', 'hunter2');
  const withPassword = (password: string) => at(port, { credentials: { password } });

  const right = await touch({ ...local(withPassword('hunter2')) });
  expect(right.answer.local).toMatchObject({ reach: 'alive', shards: [{ role: 'master', wrote: true }] });

  const wrong = await touch({ ...local(withPassword('swordfish')), remote: { target: withPassword('swordfish') } });
  expect(wrong.answer.local).toMatchObject({ reach: 'alive', shards: [{ role: 'unknown', refusal: 'WRONGPASS' }] });
  expect(wrong.answer.remote).toMatchObject({ reach: 'alive', wrote: false, refusal: 'WRONGPASS' });

  const none = await touch(local(at(port)));
  expect(none.answer.local).toMatchObject({ reach: 'alive', shards: [{ refusal: 'NOAUTH', wrote: false }] });

  expect(JSON.stringify([right, wrong])).not.toMatch(/hunter2|swordfish/);
});

test('a user without INFO is looked at by what it may do', async () => {
  const { port, client } = await server();
  await client.call('ACL', 'SETUSER', 'narrow', 'on', '>pw', '~failover:*', '+get', '+set', '+role');

  const { answer } = await touch(local(at(port, { credentials: { username: 'narrow', password: 'pw' } })));

  expect(answer.local).toMatchObject({ reach: 'alive', shards: [{ role: 'master', wrote: true, refusal: 'NOPERM' }] });
  expect(answer.local?.shards[0]?.offset).toBeUndefined();
});

test('too many clients is alive, whether it says so before or after it was asked', async () => {
  const { port, client } = await server();
  await client.config('SET', 'maxclients', '1');

  for (let look = 0; look < 10; look += 1) {
    const { answer } = await touch({ ...local(at(port)), remote: { target: at(port) } });
    expect(answer.remote).toMatchObject({ reach: 'alive', wrote: false, refusal: 'MAXCLIENTS' });
    expect(answer.local).toMatchObject({ reach: 'alive', shards: [{ refusal: 'MAXCLIENTS' }] });
  }
});

test('cluster mode: every shard by a tag of its own', async () => {
  const nodes = [await clusterNode(), await clusterNode()];
  const [one, two] = nodes;
  await one?.client.call('CLUSTER', 'ADDSLOTSRANGE', 0, 8191);
  await two?.client.call('CLUSTER', 'ADDSLOTSRANGE', 8192, 16383);
  await one?.client.call('CLUSTER', 'MEET', '127.0.0.1', two?.port ?? 0);
  for (const node of nodes)
    await eventually(async () =>
      expect(String(await node.client.call('CLUSTER', 'INFO'))).toContain('cluster_state:ok'),
    );
  const target = at(one?.port ?? 0, { cluster: true });

  const { answer } = await touch({ ...local(target), remote: { target } });

  expect(answer.local).toMatchObject({ reach: 'alive', shards: [{ wrote: true }, { wrote: true }] });
  expect(new Set(answer.local?.shards.map(({ shard }) => shard)).size).toBe(2);
  expect(answer.remote).toEqual({ reach: 'alive', wrote: true });

  // One shard lost: the cluster still answers, and no write counts for all.
  await two?.stop();
  stops.splice(stops.indexOf(two?.stop ?? (() => {})), 1);
  const half = (await touch({ ...local(target), remote: { target } })).answer;
  expect(half.remote).toMatchObject({ reach: 'alive', wrote: false });
  expect(half.local?.shards).toHaveLength(2);
});
