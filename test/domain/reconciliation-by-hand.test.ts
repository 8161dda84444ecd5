import { expect, test } from '@jest/globals';
import { promotionTime } from '../../functions/domain/published-record.ts';
import { answered, failed, recordOf } from '../support/readings.ts';
import { east, groupView, instant, now, west } from '../support/sessions.ts';
import { type Facts, held, intent, promoted, seen, step, writing } from '../support/standing.ts';

/** A person promoted the west and published it, with nothing of ours at work. */
const byHand = { ...recordOf(west, 2), byHand: true as const };
const brokenGlass = { ...promoted, mine: byHand };

test("a person's publication of this Region is taken over under an epoch of our own", () => {
  expect(step(brokenGlass)).toEqual({ kind: 'adopt' });
  expect(step({ ...brokenGlass, other: seen(west), theirs: byHand })).toEqual({ kind: 'adopt' });
});

test.each<[string, Facts, string]>([
  ['a shard takes no write', { rest: { touch: writing(false) } }, 'TakesNoWrites'],
  ['another Region sees another primary', { other: seen(east) }, 'RolesUnclear'],
  ['this Region sees no primary', { own: answered(groupView('nowhere')) }, 'RolesUnclear'],
  ['this Region sees another primary', { own: seen(east) }, 'PrimaryUnpublished'],
  ['the roles here cannot be read', { own: failed('dark') }, 'Unreadable'],
])('nothing is taken over while %s', (_, facts, reason) => {
  expect(step({ ...brokenGlass, ...facts })).toEqual(held(reason));
});

test('a higher epoch of another Region makes a publication by hand void', () => {
  const theirs = recordOf(east, 3);
  expect(step({ ...brokenGlass, theirs, other: seen(east) })).toEqual({ kind: 'copy', record: theirs });
});

test('the cooldown counts from the takeover: the time that a person wrote is not ours', () => {
  const adopted = intent(3, { kind: 'adopt', to: west });
  expect(promotionTime(adopted, { ...byHand, promotedAt: '2020-01-01T00:00:00.000Z' })).toBe(instant(now));
  expect(promotionTime(adopted, { ...recordOf(west, 2), promotedAt: '2020-01-01T00:00:00.000Z' })).toBe(
    '2020-01-01T00:00:00.000Z',
  );
});
