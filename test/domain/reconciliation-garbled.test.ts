import { expect, test } from '@jest/globals';
import { readRecord } from '../../functions/domain/published-record.ts';
import { answered, failed, recordOf } from '../support/readings.ts';
import { east, instant, now, west } from '../support/sessions.ts';
import { type Facts, held, intent, memory, noted, seen, step } from '../support/standing.ts';

const garbled = readRecord(answered({ value: 'back soon', version: 4 }), 'sessions');
/** The own parameter was overwritten with text that is no record; `theirs` is what the other Region publishes. */
const overwritten = (theirs: ReturnType<typeof recordOf> | undefined, facts: Facts = {}): Facts => ({
  ...facts,
  rest: {
    ...(theirs?.primaryRegion === west && { incident: { datastore: 'sessions', epoch: theirs.epoch } }),
    ...facts.rest,
    published: new Map([
      [east, theirs ? answered(theirs) : failed('dark')],
      [west, garbled],
    ]),
  },
});
const primary = { own: seen(west), other: seen(west) };
const published = noted(intent(4, { publishedAt: instant(now) }));

test('as secondary: the confirmed record of another Region replaces it', () => {
  expect(step(overwritten(recordOf(east, 1)))).toEqual({ kind: 'copy', record: recordOf(east, 1) });
  expect(step(overwritten(recordOf(east, 1), { other: failed('dark') }))).toEqual(held('Unconfirmed'));
});

test('as primary: its own published intent is published once more, not an older copy of it', () => {
  const finish = { kind: 'finish', epoch: { counter: 4, region: west } };
  expect(step(overwritten(undefined, { ...primary, other: failed('dark'), rest: published }))).toEqual(finish);
  expect(step(overwritten(recordOf(west, 2), { ...primary, rest: published }))).toEqual(finish);
  expect(step(overwritten(recordOf(west, 4), { ...primary, rest: published }))).toEqual(finish);
  expect(step(overwritten(recordOf(east, 1), { ...primary, rest: published }))).toEqual(finish);
});

test('as primary without an intent: a copy that another Region kept, or the rules for adoption', () => {
  expect(step(overwritten(recordOf(west, 2), primary))).toEqual({ kind: 'copy', record: recordOf(west, 2) });
  expect(step(overwritten(recordOf(east, 1), primary), { memory: memory(1) })).toEqual({ kind: 'adopt' });
  expect(step(overwritten(recordOf(east, 1), primary), { memory: memory(3) })).toEqual(held('PrimaryUnpublished'));
});

test('it never passes for "nothing published": no first publication over it', () => {
  const none = overwritten(undefined, primary);
  const rest = {
    ...none.rest,
    published: new Map([
      [east, answered(undefined)],
      [west, garbled],
    ]),
  };
  expect(step({ ...none, rest })).toEqual(held('PrimaryUnpublished'));
});

test('a parameter that was not read holds, whatever else is readable', () => {
  expect(step({ mine: 'dark', theirs: 'dark' })).toEqual(held('Unreadable'));
});
