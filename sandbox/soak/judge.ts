import { recordOf } from '../checkers/record-of-world.ts';
import { checkAll, describeViolation } from '../checkers.ts';
import type { World } from '../world.ts';

/** Every promise of docs/safety.md that the whole soak broke, a sentence each. */
export const complaintsOfCheckers = (world: World): readonly string[] =>
  checkAll(recordOf(world)).map(describeViolation);
