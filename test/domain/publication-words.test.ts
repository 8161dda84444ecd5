import { expect, test } from '@jest/globals';
import { dnsChange } from '../../functions/domain/dns-change.ts';
import { promotionProgress } from '../../functions/domain/promotion-progress.ts';
import {
  recordOf as makeRecord,
  namesEndpointsOf,
  readRecord,
  targetOf,
} from '../../functions/domain/published-record.ts';
import type { RecordSet } from '../../functions/ports.ts';
import { answered, failed, recordOf, shardLook, touchAnswer } from '../support/readings.ts';
import {
  aloneView,
  east,
  endpointOf,
  groupView,
  instant,
  memberView,
  now,
  outside,
  west,
} from '../support/sessions.ts';
import { intent } from '../support/standing.ts';

const set = (type: 'CNAME' | 'TXT', values: string[], parts: Partial<RecordSet> = {}): RecordSet => ({
  name: type === 'CNAME' ? 'sessions.example.internal' : '_failover.sessions.example.internal',
  type,
  ttl: 5,
  values,
  routed: false,
  ...parts,
});
const change = (sets: RecordSet[], epochSets: RecordSet[], wanted = recordOf(west, 2)) =>
  dnsChange(wanted, {
    record: 'sessions.example.internal',
    ttl: 5,
    sets,
    epochSets,
    endpoints: [endpointOf(west), endpointOf(east)],
  });
const ours = set('TXT', ['"2 us-west-2"']);
test.each<[string, ReturnType<typeof change>]>([
  ['the published record names no endpoint', change([], [], { ...recordOf(west, 2), primary: undefined })],
  ['sessions.example.internal is not one simple CNAME', change([set('TXT', [])], [])],
  [
    'sessions.example.internal is not one simple CNAME',
    change([set('CNAME', [endpointOf(west)]), set('CNAME', [endpointOf(west)])], []),
  ],
  ['_failover.sessions.example.internal is not one simple TXT record', change([], [ours, ours])],
  ['_failover.sessions.example.internal is not one simple TXT record', change([], [set('CNAME', ['a'])])],
  [
    'sessions.example.internal leads to a.example, b.example, which is no endpoint of a member',
    change([set('CNAME', ['a.example', 'b.example'])], []),
  ],
  ['sessions.example.internal leads to , which is no endpoint of a member', change([set('CNAME', [])], [])],
])('a record in the way: %s', (detail, found) => {
  expect(found).toEqual({ kind: 'conflict', detail });
});
test('a higher epoch beside the record is told', () => {
  expect(change([], [set('TXT', ['"3 us-east-1"'])])).toEqual({
    kind: 'superseded',
    detail: 'the record is at epoch 3 us-east-1',
  });
});
test.each([
  ['no value', []],
  ['two values', ['"2 us-west-2"', '"odd"']],
  ['quotes in the middle', ['"2 us-"west-2"']],
  ['half a quote', ['"3 us-east-1" and more']],
])('an epoch record of %s is replaced', (_, values) => {
  const there = set('TXT', values);
  const found = change([set('CNAME', [endpointOf(west)])], [there]);
  expect(found).toEqual({ kind: 'change', remove: [there], create: [ours] });
});
test('an epoch without quotes, and a name in capitals with a dot, are read as they are meant', () => {
  expect(change([], [set('TXT', ['3 us-east-1'])]).kind).toBe('superseded');
  expect(change([set('CNAME', [`${endpointOf(west).toUpperCase()}.`])], [ours])).toEqual({ kind: 'none' });
});

const look = (parts: Partial<Parameters<typeof promotionProgress>[0]> = {}) =>
  promotionProgress({
    intent: intent(2),
    group: answered(groupView(west)),
    member: answered(memberView(west, 'PRIMARY')),
    touch: answered(touchAnswer({ local: { reach: 'alive', shards: [shardLook({ wrote: true })] } })),
    ...parts,
  });
const wrote = (...all: object[]) => ({
  touch: answered(touchAnswer({ local: { reach: 'alive', shards: all.map((parts) => shardLook(parts)) } })),
});
test.each<[string, ReturnType<typeof look>]>([
  ['done: us-west-2 is PRIMARY and every shard takes writes', look()],
  ["pending: this Region's own API does not answer", look({ group: failed('dark') })],
  ["pending: this Region's own API does not answer", look({ member: failed('dark') })],
  ['elsewhere: eu-west-1 is the primary now', look({ group: answered(relocated()) })],
  [
    'pending: the primary is us-east-1, the group is modifying',
    look({ group: answered(groupView(east, 'modifying')) }),
  ],
  [
    'pending: the primary is unclear, the group is available',
    look({ group: answered({ ...groupView(west), members: [] }) }),
  ],
  ['pending: 0 of 1 shards answered', look({ touch: failed('dark') })],
  ['pending: 0 of 1 shards answered', look({ touch: answered(touchAnswer({ local: undefined })) })],
  [
    'pending: 0 of 0 shards answered',
    look({ ...wrote(), member: answered({ ...memberView(west, 'PRIMARY'), shards: [] }) }),
  ],
  ['pending: shard 0 takes no write: READONLY', look(wrote({ wrote: false, refusal: 'READONLY' }))],
  ['pending: shard 0 takes no write: no answer', look(wrote({}))],
  ['pending: us-west-2 left its Global Datastore, and not by this run', look({ member: answered(aloneView(west)) })],
  [
    'done: us-west-2 left its Global Datastore and every shard takes writes',
    look({ member: answered(aloneView(west)), intent: { ...intent(2), separateCalledAt: instant(now) } }),
  ],
  [
    'pending: 0 of 1 shards answered',
    look({
      member: answered(aloneView(west)),
      intent: { ...intent(2), separateCalledAt: instant(now) },
      touch: failed('dark'),
    }),
  ],
])('a promotion is %s', (sentence, { state, detail }) => {
  expect(`${state}: ${detail}`).toBe(sentence);
});
function relocated() {
  const view = groupView(east);
  return { ...view, members: view.members.map((it) => (it.region === east ? { ...it, region: outside } : it)) };
}

const facts = {
  datastore: 'sessions',
  region: west,
  epoch: { counter: 2, region: west },
  tls: false,
  promotedAt: undefined,
};
test('endpoints that cannot be published are refused, each by its name', () => {
  const { primary: _, ...none } = memberView(west, 'PRIMARY');
  expect(() => makeRecord(none, facts)).toThrow(
    'ElastiCache names no endpoint of us-west-2 that can be published: the record: expected primary or configuration',
  );
  expect(() => makeRecord({ ...none, primary: 'bad host', port: 0 }, facts)).toThrow(
    /published: primary: [^;]+; port: [^;]+$/,
  );
});
test('a parameter that is no JSON is garbled, not absent', () => {
  expect(readRecord(answered({ value: '{', version: 1 }), 'sessions')).toStrictEqual({
    outcome: 'unknown',
    detail: 'the parameter holds no published record of sessions',
    garbled: true,
  });
});
test('a record names the endpoints of its cluster, or others', () => {
  const member = memberView(west, 'PRIMARY');
  const cluster = { ...member, cluster: true, configuration: 'cfg.example' };
  const { primary: _, reader: __, ...bare } = recordOf(west, 2);
  expect(namesEndpointsOf({ ...bare, configuration: 'CFG.example' }, cluster, false)).toBe(true);
  expect(namesEndpointsOf({ ...bare, configuration: 'other.example' }, cluster, false)).toBe(false);
  expect(namesEndpointsOf({ ...recordOf(west, 2), configuration: 'cfg.example' }, cluster, false)).toBe(false);
  expect(namesEndpointsOf(recordOf(west, 2), { ...cluster, configuration: undefined }, false)).toBe(false);
  expect(targetOf(recordOf(west, 2))).toBe(endpointOf(west));
  expect(targetOf(bare)).toBe('no known endpoint');
});
