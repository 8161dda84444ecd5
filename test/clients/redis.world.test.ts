import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import type { World } from '../../sandbox/world.ts';
import { emptyWorld, stop } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await emptyWorld();
}, 20_000);
afterAll(() => stop(world), 20_000);

const primary = '127.0.1.1';
const secondary = '127.0.2.1';
const port = (): number => [...world.redis.values()][0]?.port ?? 0;

test('ioredis writes to the primary Region and reads it in the secondary one, which takes no write', async () => {
  const clients = [primary, secondary].map((host) => new Redis({ host, port: port() }));
  const [here, there] = clients;
  try {
    expect(await here?.set('ioredis', 'value', 'PX', 60_000)).toBe('OK');
    await here?.wait(1, 5_000);
    expect(await there?.get('ioredis')).toBe('value');
    await expect(there?.set('ioredis', 'other')).rejects.toThrow(/READONLY/);
  } finally {
    for (const client of clients) client.disconnect();
  }
}, 20_000);

test('node-redis writes to the primary Region and reads it in the secondary one, which takes no write', async () => {
  const clients = [primary, secondary].map((host) => createClient({ socket: { host, port: port() } }));
  await Promise.all(clients.map((client) => client.connect()));
  const [here, there] = clients;
  try {
    expect(await here?.set('node-redis', 'value', { expiration: { type: 'PX', value: 60_000 } })).toBe('OK');
    await here?.wait(1, 5_000);
    expect(await there?.get('node-redis')).toBe('value');
    await expect(there?.set('node-redis', 'other')).rejects.toThrow(/READONLY/);
  } finally {
    for (const client of clients) client.destroy();
  }
}, 20_000);
