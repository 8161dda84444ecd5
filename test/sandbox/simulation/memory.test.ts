import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { blackout } from '../../../sandbox/scenarios/blackout.ts';
import { ticks } from '../../../sandbox/simulation/run.ts';
import { simulateRun } from '../../../sandbox/simulation.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Collected objects are told of in a later turn of the event loop. */
const TURNS = 20;

test('a run leaves nothing behind: containers and clients that serve the next one keep no world', async () => {
  const seeds = [1, 2, 3];
  const collected = new Set<number>();
  const registry = new FinalizationRegistry<number>((seed) => collected.add(seed));
  for (const seed of seeds)
    registry.register((await simulateRun({ seed, scenario: blackout, below: ticks })).history, seed);

  for (let turn = 0; turn < TURNS && collected.size < seeds.length; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  expect([...collected].sort()).toEqual(seeds);
}, 300_000);
