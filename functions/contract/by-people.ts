import * as z from 'zod';
import { Epoch } from './epoch.ts';
import { Automation } from './policy.ts';
import { Instant } from './region.ts';

const by = z.string().min(1).max(200);
const reason = z.string().min(1).max(500);

/** The runtime switch as JSON; the plain word does as well. What does not fit is unreadable, which counts as off. */
export const Switch = z.strictObject({
  automation: Automation,
  reason: reason.optional(),
  by: by.optional(),
  /** From then on it is as configured, as if the switch were not there. */
  until: z.iso.datetime().optional(),
});
export type Switch = z.infer<typeof Switch>;

/**
 * A person's word that the last promotion was right, which ends its cooldown early. It names the published promotion
 * down to the millisecond, so that none can be written in advance, and an older one says nothing.
 */
export const Acknowledgement = z.strictObject({
  epoch: Epoch.shape.counter,
  region: Epoch.shape.region,
  promotedAt: Instant,
  by,
  reason: reason.optional(),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;
