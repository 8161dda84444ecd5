import { expect, test } from '@jest/globals';
import { play } from '../../../sandbox/simulation/run.ts';
import type { Scenario } from '../../../sandbox/stage/stage.ts';

const calm: Scenario = {
  name: 'calm',
  about: 'Nothing happens.',
  shape: 'shards',
  play: ({ advance }) => advance(60_000),
};

test('caches with cluster mode and three shards: all is published, and every shard beats and is written to', async () => {
  const { record, failure, differences, final } = await play({ seed: 3, scenario: calm });
  const { truth } = record;
  const { configuration } = truth.hosts.sessions?.['us-east-1'] ?? {};

  expect([failure, differences]).toEqual([undefined, []]);
  expect(configuration).toBe('sessions-use1.sbx001.clustercfg.use1.cache.amazonaws.com');
  expect(final.record).toBe(configuration);
  expect(final.published['us-west-2']).toMatchObject({ primaryRegion: 'us-east-1', configuration });
  expect(final.published['us-west-2']?.primary).toBeUndefined();
  expect(truth.shards).toEqual({ sessions: 3 });
  const shards = new Set([0, 1, 2]);
  expect(new Set(truth.writes?.map(({ shard }) => shard))).toEqual(shards);
  const beats = record.entries.filter(({ kind, detail }) => kind === 'redis' && /heartbeat/.test(String(detail?.key)));
  expect(new Set(beats.map(({ detail }) => detail?.shard))).toEqual(shards);
});

test('caches without it have one', async () => {
  const { record } = await play({ seed: 3, scenario: { ...calm, shape: 'two' } });

  expect(record.truth.shards).toEqual({ sessions: 1 });
  expect(new Set(record.truth.writes?.map(({ shard }) => shard))).toEqual(new Set([0]));
});
