import { expect, test } from '@jest/globals';
import { n13 } from '../../../sandbox/checkers/n13-done-when-real.ts';
import { failover, found, without } from './a-run.ts';

test('role, writes and a look at the cache, then it is done', () => {
  expect(found(n13, failover())).toEqual([]);
});

test.each([
  ['the cluster took no writes', /writable$/, 'the cluster of us-west-2 took no writes'],
  ['the role had not changed', /elasticache:promoted$/, 'us-west-2 was not PRIMARY'],
  ['nobody touched the cache', /TouchCache$/, 'its cache was not touched since it took writes (66.0 s)'],
])('%s', (_, name, sentence) => {
  const lacking = without(
    failover(),
    (entry) => entry.kind !== 'call' && entry.region === 'us-west-2' && name.test(entry.name),
  );
  expect(found(n13, lacking)).toEqual([
    `the promotion of sessions in us-west-2 was noted as done at 67.5 s although ${sentence}`,
  ]);
});

test('where servers tell of their writes, one of them must be acknowledged', () => {
  const set = (region: string, outcome: string) => ({
    at: failover()[0]?.at ?? 0,
    kind: 'redis' as const,
    region,
    name: 'SET',
    detail: { outcome },
  });
  expect(found(n13, [...failover(), set('us-east-1', 'OK')])).toHaveLength(1);
});
