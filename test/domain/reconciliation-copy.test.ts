import { expect, test } from '@jest/globals';
import type { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import type { Look } from '../../functions/ports.ts';
import { answered, failed, recordOf } from '../support/readings.ts';
import { east, outside, west } from '../support/sessions.ts';
import { type Facts, held, seen, step } from '../support/standing.ts';

const moved = { other: seen(west), theirs: recordOf(west, 2), here: east, mine: recordOf(east, 1) } as const;
test.each<[string, Facts]>([
  ['of a higher epoch, confirmed by its own API', { ...moved, own: seen(west) }],
  ['against the own view of a returning old primary', { ...moved, own: seen(east) }],
  ['though the own API is dark', { ...moved, own: failed('dark') }],
  ['where nothing is published here', { ...moved, own: seen(west), mine: 'none' }],
])("copy another Region's record %s", (_, facts) => {
  expect(step(facts)).toEqual({ kind: 'copy', record: recordOf(west, 2) });
});

test.each<[string, Facts]>([
  ['its own API names another primary', { ...moved, other: seen(east) }],
  ['its own API is dark', { ...moved, other: failed('dark') }],
  [
    'it was not read in the Region that it names',
    { here: west, own: seen(east), other: failed('dark'), mine: recordOf(east, 1), theirs: recordOf(outside, 9) },
  ],
])('no copy where %s', (_, facts) => {
  expect(step(facts)).toEqual(held('Unconfirmed'));
});

test('what is copied is the record as its own Region holds it, not what a third one made of it', () => {
  const third = recordOf(west, 2, { primary: 'somewhere.else.example.com' });
  const published = new Map([
    [outside, answered(third)],
    [west, answered(recordOf(west, 2))],
    [east, answered(recordOf(east, 1))],
  ]);
  expect(step({ ...moved, own: seen(west), rest: { published } })).toEqual({ kind: 'copy', record: recordOf(west, 2) });
});

test('a lower epoch elsewhere changes nothing', () => {
  expect(
    step({ own: seen(west), other: seen(west), mine: recordOf(west, 2), theirs: recordOf(east, 1) }),
  ).toMatchObject({ kind: 'settled' });
});

/** us-east-1 is the primary by every view, and a third Region holds a record of it that it does not publish itself. */
const forged = (theirs: Look<PublishedEndpoint | undefined>) => {
  const published = new Map([
    [outside, answered(recordOf(east, 9))],
    [east, theirs],
    [west, answered(recordOf(east, 1))],
  ]);
  return step({ rest: { published } });
};
test.each<[string, Look<PublishedEndpoint | undefined>]>([
  ['publishes nothing', answered(undefined)],
  ['publishes itself at a lower epoch', answered(recordOf(east, 3))],
  ['cannot be asked what it publishes', failed('dark')],
])('no copy at second hand, though its Region is the primary: it %s', (_, theirs) => {
  expect(forged(theirs)).toEqual({
    kind: 'hold',
    reason: 'Unconfirmed',
    detail: 'us-east-1 is published at a higher epoch, and is not seen to publish that itself',
  });
});

const kept = { mine: recordOf(west, 2), theirs: recordOf(west, 5) } as const;
test("a primary's own record that was lost here comes back from the Region that kept it", () => {
  for (const mine of [kept.mine, 'none'] as const)
    expect(step({ ...kept, mine, own: seen(west), other: failed('dark') })).toEqual({
      kind: 'copy',
      record: recordOf(west, 5),
    });
});

test.each<[string, Facts]>([
  ['sees another primary', { own: seen(east) }],
  ['cannot see who is', { own: failed('dark') }],
])('nothing brings it back where this Region %s', (_, facts) => {
  expect(step({ ...kept, ...facts })).toEqual(held('Unconfirmed'));
});
