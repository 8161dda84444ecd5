import { expect, test } from '@jest/globals';
import type { Standing } from '../../functions/domain/reconciliation.ts';
import { answered, failed, recordOf } from '../support/readings.ts';
import { aloneView, east, groupView, instant, memberView, now, west } from '../support/sessions.ts';
import { type Facts, held, intent, memory, noted, seen, step, writing } from '../support/standing.ts';

const separated = recordOf(west, 2, { separated: true });
const called = intent(2, { separateCalledAt: instant(now) });
const dead: Partial<Standing> = { intentOwner: 'dead' };
const told = (record = separated, detail: unknown = expect.any(String)) => ({
  kind: 'settled',
  record,
  notice: { reason: 'Separated', detail },
});
/** A Region's word on what is left of the old Global Datastore. */
const remains = (primary: string) => {
  const view = groupView(primary, 'primary-only');
  return answered({ ...view, members: view.members.filter(({ region }) => region !== west) });
};

/** us-west-2, whose cluster left the group; us-east-1 is dark. */
const alone = (facts: Facts = {}): Facts => ({
  own: failed('refused'),
  other: failed('dark'),
  theirs: 'dark',
  ...facts,
  rest: { member: answered(aloneView(west)), ...facts.rest },
});

test('its run died after the separation took effect: finished under its own epoch, once every shard takes writes', () => {
  const facts = alone({ rest: noted(called) });
  expect(step(facts, dead)).toEqual({ kind: 'finish', epoch: called.epoch });
  expect(step({ ...facts, rest: { ...facts.rest, touch: writing(false) } }, dead)).toEqual(held('TakesNoWrites'));
  expect(step(facts, { intentOwner: 'alive' })).toEqual(held('RunAtWork'));
});

test('a cluster that left without us is published by nobody, and people are told', () => {
  expect(step(alone())).toEqual(held('Unreadable'));
  expect(step(alone({ own: answered({ status: 'available', members: [] }) }))).toEqual(held('NotAMember'));
  expect(step(alone({ rest: noted(intent(2)) }), dead)).toEqual(held('Unreadable'));
});

test('a higher epoch of another Region voids what its dead run began', () => {
  const theirs = recordOf(east, 3);
  const facts = alone({ rest: noted(called), other: seen(east), theirs });
  expect(step(facts, dead)).toEqual({ kind: 'copy', record: theirs });
});

test('published as separated: nothing to write, and a reminder', () => {
  const rest = noted({ ...called, publishedAt: instant(now) });
  expect(step(alone({ mine: separated, rest }), dead)).toEqual(told());
});

test('its parameter was overwritten with what is no record: published once more under the same epoch', () => {
  const garbled = { outcome: 'unknown' as const, detail: 'no record', garbled: true as const };
  const published = new Map([
    [east, failed('dark')],
    [west, garbled],
  ]);
  const rest = { ...noted({ ...called, publishedAt: instant(now) }), published };
  expect(step(alone({ rest }), dead)).toEqual({ kind: 'finish', epoch: called.epoch });
});

test('whether the Region that left still sees the group makes no difference', () => {
  const own = remains(east);
  expect(step(alone({ own, rest: noted(called) }), dead)).toEqual({ kind: 'finish', epoch: called.epoch });
  expect(step(alone({ own, mine: separated }))).toEqual(told());
});

test('a person separated it and published that by hand: taken over once it takes writes', () => {
  const mine = { ...separated, byHand: true as const };
  expect(step(alone({ mine }))).toEqual({ kind: 'adopt' });
  expect(step(alone({ mine, rest: { touch: writing(false) } }))).toEqual(held('TakesNoWrites'));
});

test('people have rebuilt with it as PRIMARY: they are reminded to publish it anew', () => {
  const rest = { member: answered(memberView(west, 'PRIMARY')) };
  const detail = expect.stringContaining('still published as separated');
  expect(step({ mine: separated, own: seen(west), other: seen(west), theirs: separated, rest })).toEqual(
    told(separated, detail),
  );
});

/** us-east-1 is back: it is PRIMARY of what remains, and its parameter is of before. */
const back = (facts: Facts = {}): Facts => ({
  here: east,
  own: remains(east),
  other: failed('refused'),
  mine: recordOf(east, 1),
  theirs: separated,
  ...facts,
  rest: {
    member: answered(memberView(east, 'PRIMARY')),
    separatedMembers: new Map([[west, answered(aloneView(west))]]),
    ...facts.rest,
  },
});

test('the old primary returns: it copies the separated record against its own view', () => {
  expect(step(back())).toEqual({ kind: 'copy', record: separated });
});

test.each<[string, Facts]>([
  [
    'still a member by its own API',
    { rest: { separatedMembers: new Map([[west, answered(memberView(west, 'SECONDARY'))]]) } },
  ],
  ['dark', { rest: { separatedMembers: new Map([[west, failed('dark')]]) } }],
  ['not asked', { rest: { separatedMembers: new Map() } }],
])('not while the separated Region is %s', (_, facts) => {
  expect(step(back(facts))).toEqual(held('Unconfirmed'));
});

test('a record that does not say separated is not confirmed by a cluster that stands alone', () => {
  expect(step(back({ theirs: recordOf(west, 2) }))).toEqual(held('Unconfirmed'));
});

test.each<[string, Facts, Partial<Standing>]>([
  ['as PRIMARY that was SECONDARY at this very epoch', {}, { memory: memory(2) }],
  [
    'as PRIMARY with an intent of its own',
    { rest: noted(intent(1, { to: east, epoch: { counter: 1, region: east } })) },
    dead,
  ],
  ['as SECONDARY', { own: remains(west) }, {}],
  ['as PRIMARY that never was SECONDARY', {}, {}],
])('the rest of the old Global Datastore is never published: a Region of it %s', (_, facts, standing) => {
  const secondaryAtEpoch = standing.memory && { ...standing.memory, secondaryAtEpoch: separated.epoch };
  const all = { ...standing, ...(secondaryAtEpoch && { memory: secondaryAtEpoch }) };
  expect(step(back({ mine: separated, ...facts }), all)).toEqual(
    told(separated, expect.stringContaining('us-west-2 is published as separated')),
  );
});
