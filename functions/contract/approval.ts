import * as z from 'zod';
import { DatastoreName, Instant, Region } from './region.ts';
import { Guard } from './request.ts';

/** What people may be asked to allow. `separate`: break this Region's member out of its Global Datastore. */
export const ApprovedAction = z.enum(['promote', 'separate']);
export type ApprovedAction = z.infer<typeof ApprovedAction>;

/** What people are asked. Their answer repeats it word for word, and allows exactly this, once. */
export const Asked = z.strictObject({
  action: ApprovedAction,
  datastore: DatastoreName,
  /** The Region that would take writes. */
  target: Region,
  /** The counter of the epoch under which it would be done. Once any Region has taken it, the answer is void. */
  epoch: z.number().int().min(1),
  /** The guards that speak against it and are set aside by a yes. */
  waives: z.array(Guard),
  /** The largest loss that a yes allows, in milliseconds. A larger one is not covered by the answer. */
  lossBoundMs: z.union([z.number().nonnegative(), z.literal('unknown')]),
});
export type Asked = z.infer<typeof Asked>;

/** What a person answers to a request for approval, through SendTaskSuccess: the command in the page holds it. */
export const Approval = Asked.extend({
  approvedBy: z.string().min(1).max(200),
  reason: z.string().max(500).optional(),
});
export type Approval = z.infer<typeof Approval>;

/**
 * The one request that is open for a datastore in this Region, as the journal keeps it; a newer one replaces it. The
 * task token that answers it is not here: it stands in the page only.
 */
export const ApprovalRequest = z.strictObject({
  /** The execution that asked. Nobody else's answer counts. */
  owner: z.string().min(1),
  asked: Asked,
  askedAt: Instant,
  expiresAt: Instant,
  /** When an epoch was accepted on the strength of it. It is never used again. */
  usedAt: Instant.optional(),
  declinedAt: Instant.optional(),
});
export type ApprovalRequest = z.infer<typeof ApprovalRequest>;
