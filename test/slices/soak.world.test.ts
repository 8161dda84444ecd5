import { expect, test } from '@jest/globals';
import { command, freshSeed } from './command.ts';

test.each([
  ['a fixed seed', '11'],
  ['a fresh seed', freshSeed()],
])(
  'an episode of trouble on real servers with %s (npm run soak -- --episodes 1 --seed %s) breaks no promise',
  async (_, seed) => {
    const said = await command('sandbox/soak.ts', '--episodes', '1', '--seed', seed);
    expect(said).toContain('1 episodes, 0 violations');
  },
  600_000,
);
