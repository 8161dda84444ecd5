import { expect, test } from '@jest/globals';
import { dnsChange } from '../../functions/domain/dns-change.ts';
import type { RecordSet } from '../../functions/ports.ts';
import { recordOf } from '../support/readings.ts';
import { east, endpointOf, west } from '../support/sessions.ts';

const record = 'sessions.example.internal';
const epochRecord = `_failover.${record}`;
const cname = (value: string, parts: Partial<RecordSet> = {}): RecordSet => ({
  name: record,
  type: 'CNAME',
  ttl: 5,
  values: [value],
  routed: false,
  ...parts,
});
const txt = (value: string, parts: Partial<RecordSet> = {}): RecordSet => ({
  name: epochRecord,
  type: 'TXT',
  ttl: 5,
  values: [value],
  routed: false,
  ...parts,
});
const old = { sets: [cname(endpointOf(east))], epochSets: [txt(`"1 ${east}"`)] };
const change = (standing: Partial<Parameters<typeof dnsChange>[1]> = {}, counter = 2) =>
  dnsChange(recordOf(west, counter), {
    record,
    ttl: 5,
    ...old,
    endpoints: [endpointOf(west), endpointOf(east)],
    ...standing,
  });

test('exactly the old values out, the new ones in, the epoch with them', () => {
  expect(change()).toEqual({
    kind: 'change',
    remove: [cname(endpointOf(east)), txt(`"1 ${east}"`)],
    create: [cname(endpointOf(west)), txt(`"2 ${west}"`)],
  });
});

test('where nothing stands, nothing is removed', () => {
  expect(change({ sets: [], epochSets: [] })).toEqual({
    kind: 'change',
    remove: [],
    create: [cname(endpointOf(west)), txt(`"2 ${west}"`)],
  });
});

test('the TTL of an existing record is kept', () => {
  const sets = [cname(endpointOf(east), { ttl: 60 })];
  expect(change({ sets, epochSets: [txt(`"1 ${east}"`, { ttl: 30 })] })).toMatchObject({
    remove: [{ ttl: 60 }, { ttl: 30 }],
    create: [{ ttl: 60 }, { ttl: 30 }],
  });
  expect(change({ sets, epochSets: [] })).toMatchObject({ create: [{ ttl: 60 }, { ttl: 60 }] });
});

test.each([endpointOf(west), `${endpointOf(west)}.`, endpointOf(west).toUpperCase()])(
  'a record that leads to %s already is left alone, and only its epoch follows',
  (value) => {
    expect(change({ sets: [cname(value)] })).toEqual({
      kind: 'change',
      remove: [txt(`"1 ${east}"`)],
      create: [txt(`"2 ${west}"`)],
    });
    expect(change({ sets: [cname(value)], epochSets: [txt(`"2 ${west}"`)] })).toEqual({ kind: 'none' });
  },
);

test('of the same epoch, a record that was moved by hand is led back', () => {
  expect(change({ epochSets: [txt(`"2 ${west}"`)] })).toEqual({
    kind: 'change',
    remove: [cname(endpointOf(east))],
    create: [cname(endpointOf(west))],
  });
});

test.each([`"3 ${east}"`, `"2 us-west-3"`])('an epoch of %s is higher: superseded', (value) => {
  expect(change({ epochSets: [txt(value)] })).toMatchObject({ kind: 'superseded' });
});

test('an unreadable epoch beside the record is replaced', () => {
  expect(change({ epochSets: [txt('"v=spf1"')] })).toMatchObject({ kind: 'change' });
});

test.each<[string, Parameters<typeof change>[0]]>([
  ["somebody's own host", { sets: [cname('cache.example.com')] }],
  ['a host that only begins like a member’s', { sets: [cname(`${endpointOf(east)}.evil.example`)] }],
  ['two values', { sets: [cname(endpointOf(east), { values: [endpointOf(east), endpointOf(west)] })] }],
  ['a routed set', { sets: [cname(endpointOf(east), { routed: true })] }],
  ['several sets', { sets: [cname(endpointOf(east)), cname(endpointOf(west))] }],
  ['a TXT in its place', { sets: [txt('"x"')] }],
  ['a routed epoch', { epochSets: [txt(`"1 ${east}"`, { routed: true })] }],
  ['a CNAME in the place of the epoch', { epochSets: [cname(endpointOf(east))] }],
])('%s is not ours to change', (_, standing) => {
  expect(change(standing)).toMatchObject({ kind: 'conflict', detail: expect.any(String) });
});

test('with cluster mode the record leads to the configuration endpoint', () => {
  const wanted = recordOf(west, 2, { primary: undefined, configuration: 'clustercfg.example.com' });
  const standing = { record, ttl: 5, ...old, endpoints: [endpointOf(east)] };
  expect(dnsChange(wanted, standing)).toMatchObject({ create: [{ values: ['clustercfg.example.com'] }, {}] });
});
