import { expect, test } from '@jest/globals';
import { rememberRole, type Standing } from '../../functions/domain/reconciliation.ts';
import { answered, failed, recordOf, shardLook, touchAnswer } from '../support/readings.ts';
import { claimBy } from '../support/run.ts';
import { east, endpointOf, groupView, instant, now, west } from '../support/sessions.ts';
import {
  type Facts,
  held,
  intent,
  memory,
  noted,
  promoted,
  readings,
  seen,
  step,
  writing,
} from '../support/standing.ts';

test('settled where the published primary is the primary', () => {
  expect(step()).toEqual({ kind: 'settled', record: recordOf(east, 1) });
  expect(
    step({ own: seen(west), other: seen(west), mine: recordOf(west, 2), theirs: recordOf(west, 2) }),
  ).toMatchObject({ kind: 'settled' });
});

const dnsName = 'sessions.example.internal';

/** us-east-1 published, and primary by its own view, which may be of before us-west-2 was promoted. */
const published = (dns: { leadsTo: string; wrote: boolean }) => {
  const names = [{ name: dnsName, outcome: 'found' as const, cname: dns.leadsTo, txt: [] }];
  const shards = [shardLook({ role: 'master', wrote: dns.wrote })];
  const touch = answered(touchAnswer({ local: { reach: 'alive', shards }, names }));
  return { here: east, rest: { touch, recordEpoch: answered({ counter: 1, region: east }) } };
};

test.each<[string, string, boolean, unknown]>([
  [
    'where it leads here already, whatever writes do',
    endpointOf(east),
    false,
    expect.objectContaining({ kind: 'settled' }),
  ],
  ['where it leads elsewhere and writes pass', endpointOf(west), true, expect.objectContaining({ kind: 'settled' })],
  ['but to what takes no writes it is not led', endpointOf(west), false, held('TakesNoWrites')],
])('N15: the DNS record is settled %s', (_, leadsTo, wrote, expected) => {
  expect(step(published({ leadsTo, wrote }))).toEqual(expected);
});

test('as a secondary, with nothing published yet, there is nothing to do', () => {
  expect(step({ mine: 'none', theirs: 'none' })).toEqual({ kind: 'settled', record: undefined });
});

const nothing = { here: east, mine: 'none', theirs: 'none' } as const;
test('first: nothing published anywhere, and every Region agrees', () => {
  expect(step(nothing)).toEqual({ kind: 'first' });
});

test.each<[string, Facts]>([
  ['another Region disagrees', { ...nothing, other: seen(west) }],
  ['another Region is dark', { ...nothing, other: failed('dark'), theirs: 'dark' }],
  ["another Region's parameter cannot be read", { ...nothing, theirs: 'dark' }],
  ['the epoch record does not resolve', { ...nothing, rest: { recordEpoch: failed('unknown') } }],
  ['the epoch record holds one', { ...nothing, rest: { recordEpoch: answered({ counter: 3, region: west }) } }],
  [
    'the journal remembers one',
    { ...nothing, rest: { incident: { datastore: 'sessions', epoch: { counter: 3, region: west } } } },
  ],
  ['a shard takes no write', { ...nothing, rest: { touch: writing(false) } }],
])('no first publication where %s', (_, facts) => {
  expect(step(facts)).toMatchObject({ kind: 'hold' });
});

test('finish: the own intent, its owner dead, and writes pass', () => {
  expect(step({ ...promoted, rest: noted(intent(2)) }, { intentOwner: 'dead' })).toEqual({
    kind: 'finish',
    epoch: { counter: 2, region: west },
  });
});

test.each<[string, Facts, Partial<Standing>, unknown]>([
  ['while its owner may live', { ...promoted, rest: noted(intent(2)) }, { intentOwner: 'unknown' }, held('RunAtWork')],
  ['while its owner lives', { ...promoted, rest: noted(intent(2)) }, { intentOwner: 'alive' }, held('RunAtWork')],
  [
    'until writes pass',
    { ...promoted, rest: { ...noted(intent(2)), touch: writing(false) } },
    { intentOwner: 'dead' },
    held('TakesNoWrites'),
  ],
  [
    'of an intent that is published',
    { ...promoted, rest: noted(intent(2, { publishedAt: instant(now) })) },
    { intentOwner: 'dead' },
    held('PrimaryUnpublished'),
  ],
  [
    'while this Region is no primary',
    { own: seen(east), rest: noted(intent(2)) },
    { intentOwner: 'dead' },
    expect.objectContaining({ kind: 'settled' }),
  ],
  [
    'where a higher epoch can be read',
    { ...promoted, rest: { ...noted(intent(2)), recordEpoch: answered({ counter: 3, region: east }) } },
    { intentOwner: 'dead' },
    held('PrimaryUnpublished'),
  ],
])('no finish %s', (_, facts, standing, expected) => {
  expect(step(facts, standing)).toEqual(expected);
});

test('adopt: promoted by hand, last seen SECONDARY at the highest epoch, the old primary dark', () => {
  expect(step(promoted, { memory: memory(1) })).toEqual({ kind: 'adopt' });
});

test.each<[string, Facts, Partial<Standing>, unknown]>([
  [
    'last seen SECONDARY at an older epoch: a returning old primary',
    { ...promoted, mine: recordOf(east, 5) },
    { memory: memory(4) },
    held('PrimaryUnpublished'),
  ],
  ['never seen SECONDARY', promoted, { memory: memory(undefined, false) }, held('PrimaryUnpublished')],
  ['nothing remembered', promoted, {}, held('PrimaryUnpublished')],
  [
    'a Region that answers names another primary',
    { ...promoted, other: seen(east) },
    { memory: memory(1) },
    held('RolesUnclear'),
  ],
  [
    'a shard takes no write',
    { ...promoted, rest: { touch: writing(false) } },
    { memory: memory(1) },
    held('TakesNoWrites'),
  ],
  [
    'TouchCache did not answer',
    { ...promoted, rest: { touch: failed('unknown') } },
    { memory: memory(1) },
    held('TakesNoWrites'),
  ],
])('no adoption: %s', (_, facts, standing, expected) => {
  expect(step(facts, standing)).toEqual(expected);
});

test.each<[string, Facts, string]>([
  ['the own parameter cannot be read', { mine: 'dark' }, 'Unreadable'],
  ['the own API does not answer', { own: failed('dark') }, 'Unreadable'],
  [
    'two primaries',
    {
      own: answered({ ...groupView(east), members: groupView(east).members.map((it) => ({ ...it, role: 'PRIMARY' })) }),
    },
    'RolesUnclear',
  ],
  [
    'another Region is primary than is published',
    { own: seen(east), mine: recordOf(west, 2), theirs: recordOf(west, 2) },
    'PrimaryUnpublished',
  ],
])('holds and says so: %s', (_, facts, reason) => {
  expect(step(facts)).toEqual(held(reason));
});

test.each([east, west])('a Region that does not see itself as a member holds, whoever is primary: %s', (primary) => {
  const members = groupView(primary).members.filter(({ region }) => region !== west);
  expect(step({ own: answered({ ...groupView(primary), members }) })).toEqual({
    kind: 'hold',
    reason: 'NotAMember',
    detail: expect.stringContaining('us-west-2 does not see sessions-usw2 in ldgnf-sessions'),
  });
});

test('a primary that may not be adopted is told as it was seen', () => {
  expect(step(promoted)).toMatchObject({ detail: expect.stringContaining('never seen SECONDARY') });
  expect(step(promoted, { memory: memory(9) })).toMatchObject({ detail: expect.stringContaining('at another epoch') });
  const blind = { ...promoted, rest: { touch: failed('unknown') } };
  expect(step(blind, { memory: memory(1) })).toMatchObject({
    detail: expect.stringContaining('TouchCache: it was unknown'),
  });
});

test('what could not be read is told as the look told it', () => {
  expect(step({ own: failed('refused') })).toMatchObject({
    reason: 'Unreadable',
    detail: expect.stringContaining('it was refused'),
  });
  expect(step({ mine: 'dark' })).toMatchObject({
    reason: 'Unreadable',
    detail: expect.stringContaining('it was dark'),
  });
});

test.each(['alive', 'unknown'] as const)(
  'beside a run whose owner is %s nothing is done, whatever else is true',
  (owner) => {
    const facts = { ...promoted, rest: { incident: { datastore: 'sessions', claim: claimBy('run-1') } } };
    expect(step(facts, { owner, memory: memory(1) })).toEqual(held('RunAtWork'));
    expect(step(facts, { owner: 'dead', memory: memory(1) })).toEqual({ kind: 'adopt' });
  },
);

test('a run that only waits hinders no step', () => {
  const rest = { incident: { datastore: 'sessions', claim: claimBy('run-1', { yielding: true }) } };
  for (const owner of ['alive', 'unknown'] as const) {
    expect(step({ ...promoted, rest }, { owner, memory: memory(1) })).toEqual({ kind: 'adopt' });
    expect(step({ rest }, { owner })).toMatchObject({ kind: 'settled' });
  }
});

test('as SECONDARY it remembers the highest epoch it can read, as PRIMARY what it remembered', () => {
  const rest = { recordEpoch: answered({ counter: 4, region: east }) };
  expect(rememberRole(undefined, readings({ rest }))).toEqual({
    sawItselfSecondary: true,
    secondaryAtEpoch: { counter: 4, region: east },
  });
  expect(rememberRole(memory(4), readings({ ...promoted, mine: recordOf(east, 9) }))).toEqual({
    sawItselfSecondary: true,
    secondaryAtEpoch: { counter: 4, region: east },
  });
  expect(rememberRole(undefined, readings({ own: failed('dark') }))).toEqual({ sawItselfSecondary: false });
});
