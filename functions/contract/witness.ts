import * as z from 'zod';
import { Region } from './region.ts';

/**
 * A verdict on the ElastiCache API of a Region, by an observer that asked its own Region's same API in the same look.
 * `dark`: no connection, no TLS, no name, no answer in time, or 5xx. `unknown`: the observer's own API did not answer either.
 */
export const ApiVerdict = z.enum(['alive', 'dark', 'unknown']);
export type ApiVerdict = z.infer<typeof ApiVerdict>;

/** What `Witness` is asked: does the API of this Region answer, and how does it see the member there? */
export const WitnessRequest = z.strictObject({ region: Region, replicationGroupId: z.string().min(1) });
export type WitnessRequest = z.infer<typeof WitnessRequest>;

export const WitnessAnswer = z.strictObject({
  seenAt: z.number(),
  region: Region,
  api: ApiVerdict,
  /** The member's status as that Region tells it, when it answers. */
  status: z.string().optional(),
  detail: z.string(),
});
export type WitnessAnswer = z.infer<typeof WitnessAnswer>;
