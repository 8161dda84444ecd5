import { expect, test } from '@jest/globals';
import { n13 } from '../../../sandbox/checkers/n13-done-when-real.ts';
import { at, east, failover, found, west, without } from './a-run.ts';

test('role, writes and a look at the cache, then it is done', () => {
  expect(found(n13, failover())).toEqual([]);
});

test.each([
  ['the cluster took no writes', /writable$/, 'the cluster of us-west-2 took no writes'],
  ['the role had not changed', /elasticache:promoted$/, 'us-west-2 was not PRIMARY'],
  ['nobody touched the cache', /TouchCache$/, 'not every shard of it took a canary since it took writes (66.0 s)'],
])('%s', (_, name, sentence) => {
  const lacking = without(
    failover(),
    (entry) => entry.kind !== 'call' && entry.region === 'us-west-2' && name.test(entry.name),
  );
  expect(found(n13, lacking)).toEqual([
    `the promotion of sessions in us-west-2 was noted as done at 67.5 s although ${sentence}`,
  ]);
});

const set = (key: string, more: Readonly<Record<string, unknown>> = {}) => ({
  at: at(67),
  kind: 'redis' as const,
  region: west,
  name: 'SET',
  detail: { key, outcome: 'OK', ...more },
});
const canary = 'failover:canary:1:{0}';

test('where servers tell of their writes, a canary there must be acknowledged', () => {
  expect(found(n13, [...failover(), set(canary)])).toEqual([]);
  expect(found(n13, [...failover(), { ...set(canary), region: east }])).toHaveLength(1);
  expect(found(n13, [...failover(), { ...set(canary), at: at(65) }])).toHaveLength(1);
  expect(found(n13, [...failover(), set(canary, { outcome: 'OOM' })])).toHaveLength(1);
  expect(found(n13, [...failover(), set('write:us-west-2:1')])).toHaveLength(1);
});

test('of several shards each must have taken one', () => {
  const onShards = (...shards: number[]) => shards.map((shard) => set(canary, { shard }));
  const shards = { sessions: 3 };
  expect(found(n13, [...failover(), ...onShards(0, 1, 2)], { shards })).toEqual([]);
  expect(found(n13, [...failover(), ...onShards(0, 0, 2)], { shards })).toHaveLength(1);
  expect(found(n13, [...failover(), ...onShards(0)])).toEqual([]);
});
