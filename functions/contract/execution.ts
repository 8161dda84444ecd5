import * as z from 'zod';
import { Epoch } from './epoch.ts';
import { Decision, Evidence } from './evidence.ts';
import { PublishedEndpoint } from './published-endpoint.ts';
import { DatastoreName, Instant, Region } from './region.ts';
import { Guard } from './request.ts';

/**
 * What Step Functions tells of the running execution. `redrive` is 0, or absent, until it is redriven: a redrive keeps
 * the ARN. In a run, `id` is the owner of its claim, which tells the drives apart: see `ownerOf` in domain/claims.ts.
 */
export const Execution = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  startedAt: z.string().min(1),
  redrive: z.number().int().min(0).optional(),
});
export type Execution = z.infer<typeof Execution>;

/** Input of `OpenIncident`. The request is checked there, so that its refusal has a name. */
export const OpenInput = z.strictObject({ request: z.unknown(), execution: Execution });

/** What every later state works on. */
export const Run = z.strictObject({
  datastore: DatastoreName,
  mode: z.enum(['failover', 'dry-run']),
  trigger: z.enum(['automatic', 'manual']),
  reason: z.string().optional(),
  requestedBy: z.string().optional(),
  override: z.array(Guard),
  expectedPrimary: Region.optional(),
  execution: Execution,
  openedAt: Instant,
  /**
   * `refused`: another run holds the datastore; this one closes and says so. `contended`: another run holds it but
   * only waits; this one takes over if it would promote. A dry run claims nothing.
   */
  claim: z.enum(['held', 'refused', 'contended', 'none']),
  claimedBy: z.string().optional(),
  /** Seconds, for the workflow's Wait and Timeout fields. */
  waits: z.strictObject({ poll: z.number().int(), approval: z.number().int() }),
});
export type Run = z.infer<typeof Run>;

/** One call of a dry run's plan: what it would do, and the value before and after. */
const PlannedCall = z.strictObject({ call: z.string(), before: z.string(), after: z.string() });
export type PlannedCall = z.infer<typeof PlannedCall>;

/** Output of `AssessHealth`. */
export const Assessment = z.strictObject({
  assessedAt: Instant,
  /** When the first assessment of this run saw a change in progress, for its grace. */
  changeSince: z.number().optional(),
  /** `close` ends the run without a change: a hold, or a dry run's plan. */
  next: z.enum(['promote', 'wait', 'ask', 'close']),
  decision: Decision,
  evidence: Evidence,
  plan: z.array(PlannedCall).optional(),
});
export type Assessment = z.infer<typeof Assessment>;

/** Output of `PromoteRegion`. */
export const Promotion = z.strictObject({
  outcome: z.enum(['requested', 'already-primary']),
  epoch: Epoch,
  from: Region,
  calledAt: Instant,
  /** The end of the last reading of evidence, for the benchmark of our own share. */
  evidenceReadAt: Instant,
});
export type Promotion = z.infer<typeof Promotion>;

/** Output of `SeparateRegion`. */
export const Separation = z.strictObject({ epoch: Epoch, calledAt: Instant, approvedBy: z.string() });
export type Separation = z.infer<typeof Separation>;

/** Output of `CheckPromotion`. */
export const PromotionCheck = z.strictObject({
  done: z.boolean(),
  epoch: Epoch,
  detail: z.string(),
  visibleAt: Instant.optional(),
  /** The group's status still said something else than `available` though writes work. */
  degraded: z.string().optional(),
  /** The promotion led to no writes, and the policy lets people be asked about separation. Set wherever not `done`. */
  lastResort: z.boolean().optional(),
  /** The name of the failure that opened the last resort. */
  failure: z.string().optional(),
  /** This Region's cluster left its Global Datastore and takes writes on its own. */
  separated: z.boolean().optional(),
});
export type PromotionCheck = z.infer<typeof PromotionCheck>;

/** Output of `PublishParameters`. */
export const ParametersPublished = z.strictObject({
  record: PublishedEndpoint,
  version: z.number().int(),
  nudged: z.array(Region),
});
export type ParametersPublished = z.infer<typeof ParametersPublished>;

/** Output of `UpdateDns`. */
export const DnsUpdated = z.strictObject({
  outcome: z.enum(['changed', 'already-so', 'not-configured']),
  changeId: z.string().optional(),
});
export type DnsUpdated = z.infer<typeof DnsUpdated>;

/** A failure as the workflow records it in a branch. */
export const Failed = z.strictObject({ failed: z.strictObject({ Error: z.string(), Cause: z.string().optional() }) });
export type Failed = z.infer<typeof Failed>;

/** Output of `VerifyCutover`. `differences` made the incident `degraded`, not failed. */
export const Verification = z.strictObject({ verifiedAt: Instant, differences: z.array(z.string()) });
export type Verification = z.infer<typeof Verification>;

/**
 * Ways to hold that are no guards, as the runbook names them: the evidence changed before the call, another run took the
 * datastore over or holds it, people said no, or nothing.
 */
export const HoldName = z.enum(['PlanChanged', 'ClaimLost', 'ClaimRefused', 'ApprovalDeclined', 'Unanswered']);
export type HoldName = z.infer<typeof HoldName>;

/** What became of the run: the execution's output, the event, the page and the report all say this. */
export const Outcome = z.strictObject({
  datastore: DatastoreName,
  /**
   * `lossy`: promoted; acknowledged writes may be lost, for about `rpoBoundMs` where that is known. `separated`: the
   * cluster here left its Global Datastore; besides those, what the old primary acknowledges is not here.
   *
   * There is no `lossless`. Proof of it: on every shard, after the last write that the old primary will ever acknowledge,
   * the same stream at the same position on both sides. No part of a run stops the old primary's writers, so no
   * reading of positions is known to come after their last write, and a lost Region shows no position at all.
   */
  outcome: z.enum(['lossy', 'separated', 'adopted', 'held', 'planned']),
  degraded: z.array(z.string()),
  reason: z.string(),
  region: Region,
  epoch: Epoch.optional(),
  /** Milliseconds from the last look at which data still arrived, where one is known, to verified writes. */
  rtoMs: z.number().optional(),
  /**
   * What the old primary held at this instant is here, by the clock of its Region. What it acknowledged later may be lost.
   * Absent is unknown.
   */
  recoveryPoint: Instant.optional(),
  /**
   * For how long after that the old primary may have taken writes, in milliseconds: until the first look that found it gone,
   * or longer where it was seen to serve; absent is unknown, never zero. What it took unseen is not in it.
   */
  rpoBoundMs: z.number().optional(),
  objections: Decision.shape.objections,
  /** What held the run besides guards, by the name under which the runbook explains it. */
  heldBy: HoldName.optional(),
  /** What an override set aside, with its reason. Absent if nothing was. */
  waived: Decision.shape.waived.optional(),
  /** Who approved what was done, by their own word. */
  approvedBy: z.string().optional(),
  /** What people are to know of the switch: whose it is and why, or that it is over. */
  switchNote: z.string().optional(),
  /** The time of the published promotion, which an acknowledgement of it names. */
  promotedAt: Instant.optional(),
  plan: Assessment.shape.plan,
  /** The JSON to paste as a new execution's input, for a human who knows better. */
  overrideWith: z.record(z.string(), z.unknown()).optional(),
  closedAt: Instant,
});
export type Outcome = z.infer<typeof Outcome>;
