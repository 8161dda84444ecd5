import { expect, test } from '@jest/globals';
import { command, freshSeed } from './command.ts';

test.each([
  ['fixed', '1', '24'],
  ['fresh', freshSeed(), '12'],
])(
  'simulated failovers, %s (--seed %s --runs %s), break no promise',
  async (_, seed, runs) => {
    const said = await command('sandbox/simulate.ts', '--runs', runs, '--seed', seed, '--jobs', '1');
    expect(said).toContain(`${runs} runs`);
    expect(said).toContain('0 runs with violations');
  },
  240_000,
);
