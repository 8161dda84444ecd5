import { expect, test } from '@jest/globals';
import { command, freshSeed } from './command.ts';

/** One that every run begins with, though the timing of real servers is never the same, and one that nobody has seen. */
const seeds = ['11', freshSeed()];

test(`episodes of trouble on real servers (npm run soak -- --episodes 1, --seed ${seeds.join(' and ')}) break no promise`, async () => {
  // They wait for most of their time: side by side.
  const play = (seed: string) => command('sandbox/soak.ts', '--episodes', '1', '--seed', seed);
  for (const said of await Promise.all(seeds.map(play))) expect(said).toContain('1 episodes, 0 violations');
}, 600_000);
