import { expect, test } from '@jest/globals';
import { command, freshSeed } from './command.ts';

test.each([
  ['single faults, fixed', '--singles', '1', '24'],
  ['single faults, fresh', '--singles', freshSeed(), '12'],
  ['pairs of faults, fixed', '--pairs', '1', '12'],
  ['pairs of faults, fresh', '--pairs', freshSeed(), '6'],
])(
  '%s (%s --seed %s --sample %s) break no promise',
  async (_, kind, seed, sample) => {
    const said = await command('sandbox/matrix.ts', kind, '--seed', seed, '--sample', sample, '--jobs', '1');
    expect(said).toMatch(
      new RegExp(`^${sample} cells, \\d+ met their faults(, \\d+ some of theirs)?, 0 with violations`, 'm'),
    );
  },
  240_000,
);
