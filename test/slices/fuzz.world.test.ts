import { expect, test } from '@jest/globals';
import { command, freshSeed } from './command.ts';

const seed = freshSeed();

/** A fixed seed is played beside the units, in `test/sandbox/fuzz.test.ts`. */
test(`bad input by every way in, fresh (npm run fuzz -- --seed ${seed} --inputs 4000), breaks nothing`, async () => {
  const said = await command('sandbox/fuzz.ts', '--seed', seed, '--inputs', '4000');
  expect(said).toMatch(/^\d+ inputs in .*, 0 violations$/m);
}, 240_000);
