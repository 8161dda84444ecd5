import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { blackout } from '../../../sandbox/scenarios/blackout.ts';
import { ticks } from '../../../sandbox/simulation/run.ts';
import { simulateRun } from '../../../sandbox/simulation.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Plays one run, and keeps no more of it than a weak hold on its history. */
const played = async (seed: number): Promise<WeakRef<object>> =>
  new WeakRef((await simulateRun({ seed, scenario: blackout, below: ticks })).history);

test('a run leaves nothing behind: containers and clients that serve the next one keep no world', async () => {
  const histories = [await played(1), await played(2), await played(3)];
  // A weak hold lasts until the current turn of the event loop is over.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(histories.map((history) => history.deref() === undefined)).toEqual([true, true, true]);
}, 300_000);
