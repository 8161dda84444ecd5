import * as z from 'zod';
import { Region } from './region.ts';

/**
 * No honest counter comes near it: one more for each change of the primary. What claims more was not written by us, and
 * must not use up the counters that there are. TXT records hold as many digits.
 */
export const highestCounter = 999_999_999_999;

/** Orders everything that is published. Compared as a pair: the counter first, then the Region's name. */
export const Epoch = z.strictObject({ counter: z.number().int().min(0).max(highestCounter), region: Region });
export type Epoch = z.infer<typeof Epoch>;
