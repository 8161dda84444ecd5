import * as z from 'zod';
import { Region } from './region.ts';

/** Orders everything that is published. Compared as a pair: the counter first, then the Region's name. */
export const Epoch = z.strictObject({ counter: z.number().int().min(0), region: Region });
export type Epoch = z.infer<typeof Epoch>;
