import { expect, test } from '@jest/globals';
import { touchCacheStep } from '../../../../functions/handlers/touch-cache.ts';
import { aWorld } from '../../../functions/a-world.ts';
import { east, outcomeOf, targetOf } from './contract-stage.ts';
import { openFrom, passing, shardedModel } from './model-stage.ts';

test('TouchCache sees every shard, and the one that is down', async () => {
  const world = shardedModel();
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

test('it is told whether all shards of a cluster serve, some, or none', () => {
  const world = shardedModel();
  const { nemesis } = world.redis;
  nemesis.kill({ ...east, shard: 1, nodes: 'all' });
  nemesis.kill({ ...east, nodes: 'all' });
  nemesis.restart({ ...east, shard: 0, nodes: 'all' });
  nemesis.restart({ ...east, nodes: 'all' });
  const told = world.history.entries.filter(({ kind }) => kind === 'fault').map(({ name }) => name);
  expect(told.filter((name) => /:(partial|down|up)$/.test(name))).toEqual([
    ...['redis:partial', 'redis:down', 'redis:partial', 'redis:up'],
  ]);
  expect(world.history.entries.find(({ name }) => name === 'redis:killed')?.detail?.shards).toEqual([1]);
});

test('a key of another shard is elsewhere', async () => {
  const world = shardedModel();
  const [first] = world.redis.endpoints(east).nodes;
  const node = await openFrom(world, east.region, first?.host ?? '');
  const said = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => outcomeOf(node.call('GET', key))));
  expect(said.filter((one) => one === null).length).toBeGreaterThan(0);
  expect(said.filter((one) => one !== null)[0]).toMatch(/^ReplyError: MOVED \d+ 10\.1\.[12]\.11:6379$/);
  world.redis.nemesis.ail(east, 'cluster-down');
  expect(await outcomeOf(node.call('GET', 'a'))).toBe('ReplyError: CLUSTERDOWN The cluster is down');
});
