import { expect, test } from '@jest/globals';
import { blackout } from '../../../sandbox/scenarios/blackout.ts';
import { resultOf } from '../../../sandbox/wire/result.ts';

test('a scenario that needs more than real servers can do says so, and does not pass', () => {
  const truth = { startedAt: 0, endedAt: 300_000 };
  // Of a run that could not be played, no more is looked at.
  const run = { record: { truth }, notOnTheWire: 'a slow server: the wire world cannot' } as never;

  expect(resultOf(run, blackout, 12_000)).toEqual({
    isFine: false,
    line: 'blackout: 12 s for 300 s, NOT as promised\n    not playable on the wire: a slow server: the wire world cannot',
  });
});
