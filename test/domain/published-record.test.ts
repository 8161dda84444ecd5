import { expect, test } from '@jest/globals';
import type { Intent } from '../../functions/contract/journal.ts';
import {
  canonical,
  promotionTime,
  publishedHosts,
  readRecord,
  recordOf as recordFor,
  sameRecord,
} from '../../functions/domain/published-record.ts';
import { answered, failed, recordOf } from '../support/readings.ts';
import { ago, east, endpointOf, instant, memberView, now, west } from '../support/sessions.ts';

const read = (value: string) => readRecord(answered({ value, version: 3 }), 'sessions');

test('a record is read back as it was written', () => {
  expect(read(canonical(recordOf(west, 2)))).toEqual(answered(recordOf(west, 2)));
});

test('no parameter is a positive answer, everything unreadable is unknown', () => {
  expect(readRecord(answered(undefined), 'sessions')).toEqual(answered(undefined));
  expect(readRecord(failed('dark'), 'sessions')).toEqual(failed('dark'));
});

const { primary: _, ...withoutEndpoint } = recordOf(west, 2);
test.each([
  '',
  'null',
  '{}',
  'sessions.example.internal',
  JSON.stringify({ ...recordOf(west, 2), extra: 1 }),
  JSON.stringify(withoutEndpoint),
  JSON.stringify({ ...recordOf(west, 2), epoch: { counter: -1, region: west } }),
  JSON.stringify({ ...recordOf(west, 2), datastore: 'carts' }),
])('%s is no record of sessions', (text) => {
  expect(read(text)).toMatchObject({ outcome: 'unknown' });
});

test('its endpoints are those that ElastiCache names', () => {
  const facts = {
    datastore: 'sessions',
    region: west,
    epoch: { counter: 2, region: west },
    tls: true,
    promotedAt: undefined,
  };
  expect(recordFor(memberView(west, 'PRIMARY'), facts)).toEqual(recordOf(west, 2, { tls: true }));
  const cluster = { ...memberView(west, 'PRIMARY'), cluster: true, configuration: 'clustercfg.example.com' };
  expect(recordFor(cluster, facts)).toMatchObject({ configuration: 'clustercfg.example.com' });
  expect('primary' in recordFor(cluster, facts)).toBe(false);
  expect(() => recordFor({ ...memberView(west, 'PRIMARY'), primary: undefined }, facts)).toThrow();
});

const intent = (kind: Intent['kind']): Intent => ({
  epoch: { counter: 2, region: west },
  owner: 'o',
  from: east,
  to: west,
  calledAt: instant(now),
  kind,
  replaces: [],
});
test('promotedAt: the call; none for the first; kept where the same primary is published once more', () => {
  const before = recordOf(west, 1, { promotedAt: instant(ago(500)) });
  expect(promotionTime(intent('promote'), before)).toBe(instant(now));
  expect(promotionTime(intent('first'), undefined)).toBeUndefined();
  expect(promotionTime(intent('adopt'), before)).toBe(instant(ago(500)));
  expect(promotionTime(intent('adopt'), recordOf(west, 1))).toBeUndefined();
  expect(promotionTime(intent('adopt'), recordOf(east, 1))).toBe(instant(now));
});

test('the order of members does not matter', () => {
  const record = recordOf(west, 2);
  expect(sameRecord(record, { ...Object.fromEntries(Object.entries(record).reverse()), ...record })).toBe(true);
  expect(canonical({ b: { d: 1, c: [2, { f: 3, e: 4 }] }, a: null })).toBe(
    '{"a":null,"b":{"c":[2,{"e":4,"f":3}],"d":1}}',
  );
  expect(sameRecord(record, recordOf(west, 3))).toBe(false);
});

test('published endpoints are those of every Region that could be read, each once', () => {
  const published = new Map([
    [east, answered(recordOf(east, 1))],
    [west, answered(recordOf(east, 1))],
    ['eu-west-1', failed('dark')],
  ]);
  expect(publishedHosts({ published })).toEqual([endpointOf(east)]);
});
