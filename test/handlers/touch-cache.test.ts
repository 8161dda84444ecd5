import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { touchCacheStep } from '../../functions/handlers/touch-cache.ts';
import type { CacheConnection, CacheNetwork } from '../../functions/redis/network.ts';
import { aWorld } from '../functions/a-world.ts';

const never = () => new Promise<never>(() => {});
const failing = (code: string) => Promise.reject(Object.assign(new Error('any'), { code }));
const hanging: CacheNetwork = { open: never, reach: never, cname: never, txt: never };
const target = { host: 'cache.example', port: 6379, tls: true, cluster: false };
const everything = {
  datastore: 'sessions',
  local: { target, beat: true, canary: true },
  remote: { target },
  control: { host: 'control.example', port: 443 },
  resolve: ['sessions.example.internal'],
};

const touch = (network: Partial<CacheNetwork>, request: object = everything, sleep = async () => {}) => {
  const { world } = aWorld();
  const handler = touchCacheStep.inWorld({
    ...world,
    clock: { ...world.clock, sleep },
    network: { ...hanging, ...network },
  });
  return handler({ datastore: 'sessions', ...request }, { awsRequestId: 'r' });
};

test('whatever hangs, the answer comes, and says that nothing answered', async () => {
  expect(await touch({})).toMatchObject({
    local: { reach: 'unreachable', shards: [{ role: 'unknown' }] },
    remote: { reach: 'unreachable', wrote: false },
    control: { reach: 'unreachable' },
    names: [{ outcome: 'unknown', txt: [] }],
  });
});

test('a connection that comes up after the end is closed', async () => {
  let connected: (connection: CacheConnection) => void = () => {};
  const late = new Promise<CacheConnection>((resolve) => {
    connected = resolve;
  });
  await touch({ open: () => late }, { remote: { target } });

  const closed = new Promise<void>((resolve) => connected({ call: never, close: resolve }));

  await closed;
});

test.each([
  [
    'a record',
    { cname: async () => ['a.example.'], txt: () => failing('ENODATA') },
    { outcome: 'found', cname: 'a.example' },
  ],
  ['a text', { cname: () => failing('ENODATA'), txt: async () => ['epoch=2'] }, { outcome: 'found', txt: ['epoch=2'] }],
  [
    'a record whose target does not resolve',
    { cname: async () => ['a'], txt: () => failing('ESERVFAIL') },
    { outcome: 'found' },
  ],
  ['no such name', { cname: () => failing('ENOTFOUND'), txt: () => failing('ENOTFOUND') }, { outcome: 'absent' }],
  ['no such data', { cname: () => failing('ENODATA'), txt: () => failing('ENODATA') }, { outcome: 'absent' }],
  ['half an answer', { cname: () => failing('ENODATA'), txt: () => failing('ETIMEOUT') }, { outcome: 'unknown' }],
  ['a broken zone', { cname: () => failing('ESERVFAIL'), txt: () => failing('ESERVFAIL') }, { outcome: 'unknown' }],
])('%s', async (_, network, expected) => {
  const answer = await touch(network, { resolve: ['sessions.example.internal'] }, never);

  expect(answer).toMatchObject({ names: [{ name: 'sessions.example.internal', ...expected }] });
});

test('a cluster that answers its map but no command in time is unknown, not unreachable', async () => {
  const call: CacheConnection['call'] = async (command) =>
    command === 'CLUSTER' ? [[0, 16_383, ['10.0.0.1', 6379]]] : never();

  const answer = await touch(
    { open: async () => ({ call, close: () => {} }) },
    { remote: { target: { ...target, cluster: true } } },
    // The part's time ends after the map was answered.
    () => new Promise((resolve) => setImmediate(resolve)),
  );

  expect(answer).toMatchObject({ remote: { reach: 'unknown', wrote: false } });
});

test('shards are reached by what the map says, their certificates checked by the name that was asked', async () => {
  const nodes: unknown[] = [];
  await touch(
    {
      open: async (node) => {
        nodes.push(node);
        return { call: async () => [[0, 16_383, ['10.0.0.1', 6380]]], close: () => {} };
      },
    },
    { remote: { target: { ...target, cluster: true } } },
    never,
  );

  expect(nodes).toEqual([
    { host: 'cache.example', port: 6379, servername: 'cache.example' },
    { host: '10.0.0.1', port: 6380, servername: 'cache.example' },
  ]);
});

test('its bundle holds no AWS SDK: it runs where no AWS API can be reached', async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: ['functions/handlers/touch-cache.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    write: false,
    metafile: true,
    logLevel: 'silent',
  });

  const foreign = Object.keys(metafile.inputs).filter((file) => /@aws-sdk|@smithy|functions\/aws\//.test(file));
  expect(foreign).toEqual([]);
  expect(outputFiles[0]?.contents.length).toBeLessThan(700_000);
});
