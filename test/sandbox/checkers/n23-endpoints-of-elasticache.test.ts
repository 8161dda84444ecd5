import { expect, test } from '@jest/globals';
import { n23 } from '../../../sandbox/checkers/n23-endpoints-of-elasticache.ts';
import { batch, east, failover, found, hostOf, published, put, west } from './a-run.ts';

test('the endpoints that ElastiCache names', () => {
  expect(found(n23, failover())).toEqual([]);
});

test.each([
  ['a stranger', { primary: 'evil.example.com' }, 'evil.example.com'],
  ["another Region's", { primary: hostOf(east) }, hostOf(east)],
  ['one among good ones', { reader: 'evil.example.com' }, 'evil.example.com'],
])('%s', (_, more, host) => {
  expect(found(n23, [put(1, west, { value: published(2, west, more) })])).toEqual([
    `us-west-2 published ${host} for sessions at 1.0 s; ElastiCache names no such endpoint of us-west-2`,
  ]);
});

test('a record that leads elsewhere', () => {
  const lead = (value: string) => batch(1, [{ action: 'CREATE', type: 'CNAME', value }]);
  expect(found(n23, lead(`${hostOf(west)}.`))).toEqual([]);
  expect(found(n23, lead('evil.example.com'))).toEqual([expect.stringContaining('was led to evil.example.com')]);
});

test('what people write is theirs', () => {
  const value = published(2, west, { primary: 'proxy.example.com' });
  expect(found(n23, [put(1, west, { value, handler: 'people' })])).toEqual([]);
});
