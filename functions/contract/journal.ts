import * as z from 'zod';
import { ApprovalRequest } from './approval.ts';
import { Epoch } from './epoch.ts';
import { DatastoreName, Instant, Region } from './region.ts';

/**
 * What the journal holds. Items are read as they were written by this version or, during a deployment, by the next one:
 * a member that is not known is left out, and does not make the item unreadable, which would stop everything.
 *
 * So a member that is added may never be one whose neglect permits a change. What an older version must not act on
 * comes as a word that it does not know, such as another `kind`, or as a member that it requires: then it holds. What
 * is published is strict instead, since readers act on all of it, and so is what a person or an event sends.
 */

/** Who may change a datastore in this Region now. Exclusion is a compare-and-set on it. */
export const Claim = z.object({
  /** An execution's ARN, after a redrive with its number (`ownerOf`), or `reconcile/<request id>`. */
  owner: z.string().min(1),
  since: Instant,
  /** A run that waits for evidence or for people gives way to one that would promote. */
  yielding: z.boolean(),
});
export type Claim = z.infer<typeof Claim>;

/** What a run set out to do, written before it does it. `calledAt` is noted together with accepting the epoch. */
export const Intent = z.object({
  epoch: Epoch,
  owner: z.string().min(1),
  from: Region,
  to: Region,
  calledAt: Instant,
  /** `adopt`: nothing was promoted, this Region was PRIMARY already. `first`: nothing was ever published before. */
  kind: z.enum(['promote', 'adopt', 'first']),
  lossBoundMs: z.number().optional(),
  /** Set before ElastiCache is asked, once per epoch, to let this Region's cluster leave its Global Datastore. */
  separateCalledAt: Instant.optional(),
  /** The endpoints published when the intent was accepted: by them an existing DNS record is recognised as ours. */
  replaces: z.array(z.string()),
  /** When reality showed this Region PRIMARY and taking writes on every shard. */
  verifiedAt: Instant.optional(),
  /** When the record of this epoch was published. */
  publishedAt: Instant.optional(),
});
export type Intent = z.infer<typeof Intent>;

/** The one item per datastore that runs and `Reconcile` compete for. */
export const Incident = z.object({
  datastore: DatastoreName,
  claim: Claim.optional(),
  intent: Intent.optional(),
  /** The highest epoch this Region ever accepted. */
  epoch: Epoch.optional(),
  /** What people were asked last in this Region, and what became of it. */
  approval: ApprovalRequest.optional(),
});
export type Incident = z.infer<typeof Incident>;

/** What `Probe` keeps of one shard. Times are milliseconds since the epoch by this Region's clock. */
const ShardMemory = z.object({
  shard: z.string(),
  heartbeatCount: z.number().int().optional(),
  heartbeatMovedAt: z.number().optional(),
  stream: z.string().optional(),
  position: z.number().optional(),
  offsetMovedAt: z.number().optional(),
});
export type ShardMemory = z.infer<typeof ShardMemory>;

/** What `Probe` remembers from look to look. */
export const ProbeMemory = z.object({
  datastore: DatastoreName,
  lookedAt: z.number(),
  role: z.enum(['PRIMARY', 'SECONDARY', 'unknown']),
  shards: z.array(ShardMemory),
  /** The delay of the last heartbeat that did arrive, measured while data flowed. */
  lastDelayMs: z.number().optional(),
  /** When this network last wrote through the published primary. */
  primaryReachedAt: z.number().optional(),
  badSince: z.number().optional(),
  /** The first bad look since anything moved or the primary was written to. Looks that could not tell do not end it. */
  stoppedSince: z.number().optional(),
});
export type ProbeMemory = z.infer<typeof ProbeMemory>;

/** What `Reconcile` last saw of its own Region, and what it is busy with. */
export const ReconcileMemory = z.object({
  datastore: DatastoreName,
  /** The highest epoch readable when this Region last saw itself SECONDARY. */
  secondaryAtEpoch: Epoch.optional(),
  sawItselfSecondary: z.boolean(),
  /** Endpoints that were published, the newest last: by them an existing DNS record is recognised as ours. */
  knownHosts: z.array(z.string()).optional(),
  /** The level trigger: since when the predicate holds, and how many runs were started for it. */
  downSince: Instant.optional(),
  attempts: z.number().int().min(0),
  lastAttemptAt: Instant.optional(),
  /** The differences of the last minutes, and when each was paged: a standing one is paged again, not every minute. */
  standing: z.array(z.object({ reason: z.string(), lastSeenAt: Instant, pagedAt: Instant.optional() })).optional(),
  /** Since when every turn met a failure that may pass by itself. */
  passingSince: Instant.optional(),
});
export type ReconcileMemory = z.infer<typeof ReconcileMemory>;
