import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createElasticache, noDelays } from '../../sandbox/aws/services/elasticache.ts';
import { realClock } from '../../sandbox/clock.ts';
import { History } from '../../sandbox/history.ts';
import { Network } from '../../sandbox/network.ts';
import { type RedisServers, startRedis } from '../../sandbox/redis.ts';
import { callService } from '../support/call-service.ts';
import { eventually } from '../support/eventually.ts';

const east = { region: 'us-east-1', id: 'sessions-use1' };
const west = { region: 'us-west-2', id: 'sessions-usw2' };
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const freePort = async (): Promise<number> => {
  const server = createServer();
  await once(server.listen(0, '127.0.1.1'), 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address === 'object' ? address.port : 0;
};

const world = async () => {
  const history = new History(realClock);
  const network = new Network(['us-east-1', 'us-west-2', 'eu-west-1'], history);
  const port = await freePort();
  const redis: RedisServers = await startRedis({ network, port, clusters: [east, west], primary: east });
  closing.push(redis.stop);
  const client = (host: string): Redis => {
    const one = new Redis({ host, port, commandTimeout: 1_000, retryStrategy: () => 50, maxRetriesPerRequest: null });
    one.on('error', () => {});
    closing.push(() => one.disconnect());
    return one;
  };
  return { history, network, port, redis, client };
};

test('a write to the primary reaches every node, and only the primary takes it', async () => {
  const { client } = await world();
  await client('127.0.1.1').set('a', '1');

  for (const host of ['127.0.1.2', '127.0.1.11', '127.0.1.12', '127.0.2.1', '127.0.2.2', '127.0.2.11', '127.0.2.12'])
    await eventually(async () => (await client(host).get('a')) === '1');
  for (const host of ['127.0.1.2', '127.0.2.1'])
    await expect(client(host).set('a', '2')).rejects.toThrow("READONLY You can't write against a read only replica.");
});

test('no client can promote or reconfigure a node', async () => {
  const { client } = await world();
  const secondary = client('127.0.2.1');

  await expect(secondary.replicaof('NO', 'ONE')).rejects.toThrow('NOPERM');
  await expect(secondary.config('GET', 'dir')).rejects.toThrow('NOPERM');
  expect((await secondary.role())[0]).toBe('slave');
});

test('every endpoint name leads through the right relay for each place', async () => {
  const { redis, network, port } = await world();
  const host = 'sessions-use1.sbx001.ng.0001.use1.cache.amazonaws.com';

  expect(redis.names().get(host)).toBe('127.0.1.1');
  expect(redis.addressFor('outside', host, port)).toEqual({ host: '127.0.1.1', port });
  expect(redis.addressFor('us-west-2', host, port + 1)).toBeUndefined();
  expect(redis.addressFor('us-west-2', 'sessions.example.internal', port)).toBeUndefined();
  const fromWest = redis.addressFor('us-west-2', host, port);
  expect(redis.addressFor('us-west-2', '127.0.1.1', port)).toEqual(fromWest);
  expect(redis.addressFor('eu-west-1', host, port)).not.toEqual(fromWest);

  network.cut('us-east-1', 'us-west-2');
  const role = async (from: string): Promise<unknown> => {
    const client = new Redis({ ...redis.addressFor(from, host, port), commandTimeout: 300, lazyConnect: true });
    client.on('error', () => {});
    closing.push(() => client.disconnect());
    return (await client.role())[0];
  };
  await expect(role('us-west-2')).rejects.toThrow('timed out');
  expect(await role('eu-west-1')).toBe('master');
});

test('a Region is lost: the other is promoted, and the old primary comes back as its copy, without its tail', async () => {
  const { client, network, history, redis } = await world();
  const elasticache = createElasticache({
    clock: realClock,
    history,
    network,
    account: '111122223333',
    random: Math.random,
    backing: redis,
    delays: noDelays,
  });
  for (const cluster of [east, west]) elasticache.addReplicationGroup(cluster);
  elasticache.addGlobalReplicationGroup({ id: 'ldgnf-sessions', primary: east, secondaries: [west] });
  const [old, next] = [client('127.0.1.1'), client('127.0.2.1')];
  await old.set('kept', 'yes', 'EX', 600);
  await eventually(async () => (await next.get('kept')) === 'yes');

  network.cut('us-east-1', 'us-west-2');
  await old.set('tail', 'lost', 'EX', 600);
  expect(await next.get('tail')).toBeNull();
  network.blackout('us-east-1');
  await expect(old.get('tail')).rejects.toThrow('timed out');
  await expect(next.set('new', 'yes')).rejects.toThrow('READONLY');

  await callService(elasticache.service, 'us-west-2')('FailoverGlobalReplicationGroup', {
    GlobalReplicationGroupId: 'ldgnf-sessions',
    PrimaryRegion: west.region,
    PrimaryReplicationGroupId: west.id,
  });
  await eventually(() => next.set('new', 'yes', 'EX', 600));
  expect(await redis.replication('sessions-use1-001', 'role')).toBe('master');

  network.heal('us-east-1');
  for (const host of ['127.0.1.1', '127.0.1.2', '127.0.2.2']) {
    const copy = client(host);
    await eventually(async () => (await copy.get('new')) === 'yes', { withinMs: 15_000 });
    expect(await copy.get('tail')).toBeNull();
    expect(await copy.ttl('kept')).toBeGreaterThan(540);
  }
  await expect(old.set('late', 'no')).rejects.toThrow('READONLY');
  expect(history.entries.filter(({ name }) => name === 'elasticache:demoted')).toHaveLength(1);
}, 30_000);

test('a cut link that is mended catches up, with nothing lost', async () => {
  const { client, network } = await world();
  const [old, next] = [client('127.0.1.1'), client('127.0.2.1')];
  network.cut('us-east-1', 'us-west-2');
  await old.set('during', 'yes');
  expect(await next.get('during')).toBeNull();

  network.mend('us-east-1', 'us-west-2');
  await eventually(async () => (await next.get('during')) === 'yes', { withinMs: 15_000 });
}, 20_000);

test('a separated cluster takes writes and hears no more of its former primary', async () => {
  const { client, redis } = await world();
  await redis.separate(west);
  await client('127.0.1.1').set('a', 'east');
  await client('127.0.2.1').set('a', 'west');

  await eventually(async () => (await client('127.0.2.2').get('a')) === 'west');
  await eventually(async () => (await client('127.0.1.2').get('a')) === 'east');
  expect(await client('127.0.2.1').get('a')).toBe('west');
});

test('a killed node loses its data and comes back in its place; a paused one is only silent', async () => {
  const { client, redis } = await world();
  const primary = client('127.0.1.1');
  await primary.set('a', '1');
  const replica = client('127.0.2.12');
  await eventually(async () => (await replica.get('a')) === '1');

  await redis.kill('sessions-usw2-002');
  await expect(replica.get('a')).rejects.toThrow();
  await redis.restart('sessions-usw2-002');
  await eventually(async () => (await replica.get('a')) === '1');

  redis.pause('sessions-use1-001');
  await expect(primary.get('a')).rejects.toThrow('timed out');
  redis.resume('sessions-use1-001');
  await eventually(async () => (await primary.get('a')) === '1');
}, 20_000);
