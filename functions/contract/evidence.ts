import * as z from 'zod';
import { Epoch } from './epoch.ts';
import { Automation } from './policy.ts';
import { Region } from './region.ts';
import { Guard } from './request.ts';

/** One thing that speaks for or against an outage. Only `down`, a positive observation, ever confirms one. */
export const Verdict = z.enum(['down', 'up', 'unknown']);
export type Verdict = z.infer<typeof Verdict>;

/** A confirmation besides "no data arrives", with the sentence that people read. */
const Confirmation = z.strictObject({
  by: z.enum(['ownReach', 'primaryApi', 'clientView']),
  verdict: Verdict,
  /** Seen from outside this Region: the witness's look, or a client alarm kept elsewhere. */
  outside: z.boolean(),
  detail: z.string(),
});
export type Confirmation = z.infer<typeof Confirmation>;

/**
 * All that a decision weighs, as verdicts. Times are milliseconds since the epoch by this Region's clock.
 * A member that could not be read is `unknown` (or absent), never "down".
 */
export const Evidence = z.strictObject({
  /** When the first reading began: evidence is as old as the oldest of it may be. */
  readFrom: z.number(),
  /** When the last reading ended. */
  readAt: z.number(),
  here: Region,
  trigger: z.enum(['automatic', 'manual']),
  override: z.array(Guard),
  automation: z.union([Automation, z.literal('unreadable')]),
  /** Who turned the switch, why and until when; or why it is unreadable; or that it is over. */
  switchNote: z.string().optional(),
  roles: z.strictObject({
    /** The one PRIMARY of this Region's own view, where there is exactly one. */
    primary: Region.optional(),
    here: z.enum(['PRIMARY', 'SECONDARY', 'unknown']),
    /** Regions that answer and see another primary, or none or two. */
    disagree: z.array(z.string()),
    /** The primary that the request, or else the published record, expects. */
    expected: Region.optional(),
    /** The primary that the request itself expects. */
    requested: Region.optional(),
  }),
  dataArriving: z.strictObject({
    verdict: z.enum(['arriving', 'stopped', 'unknown']),
    /** The last instant at which something moved on any shard. */
    lastMovedAt: z.number().optional(),
    detail: z.string(),
  }),
  /** The first of the unbroken row of looks at which nothing moved and the primary was not reached. */
  badSince: z.number().optional(),
  confirmations: z.array(Confirmation),
  target: z.strictObject({
    /** What is wrong with this Region's member; empty when it may be promoted. */
    faults: z.array(z.string()),
    /**
     * The delay of the last heartbeat that did arrive, measured while data flowed; and, where heartbeats had stopped long
     * before the primary was last reached, or served clients, all the time in between.
     */
    lossBoundMs: z.number().optional(),
    /** Whether the bound grows with every second: by this very look clients are served, and nothing arrives. */
    lossGrows: z.boolean().optional(),
    /**
     * When the last heartbeat that is here was written, on the shard that is furthest behind: what the primary held then is
     * here. By the clock of the primary's Region.
     */
    recoveryPoint: z.number().optional(),
  }),
  /** A change of the group that the API reports, and since when this run sees it. */
  change: z.strictObject({ status: z.string(), since: z.number() }).optional(),
  /** The Region that may act automatically: the first of the preference that any Region which answers sees as SECONDARY. */
  preferred: Region.optional(),
  /** Why the preferred Region, if it is not this one, is not to be waited for: it is dark, or unfit. Absent: nobody knows of a reason. */
  preferredUnable: z.string().optional(),
  /** The highest epoch of this Region that can be read and that its journal never accepted: the journal is not the one that was. */
  unjournaled: Epoch.optional(),
  /** The Region that is published as separated from its Global Datastore, by the record of the highest epoch. */
  separated: Region.optional(),
  /** The newest published `promotedAt`. */
  lastPromotedAt: z.number().optional(),
  /** Whose acknowledgement ends the cooldown of that promotion, or why the one that was found does not. */
  acknowledgement: z.union([z.strictObject({ by: z.string() }), z.strictObject({ problem: z.string() })]).optional(),
  /** The highest epoch that could be read. */
  highestEpoch: Epoch.optional(),
  /** The epoch under which this Region would be promoted now; an approval is bound to its counter. */
  proposedEpoch: Epoch.optional(),
});
export type Evidence = z.infer<typeof Evidence>;

const Objection = z.strictObject({ guard: Guard, reason: z.string() });
/** A guard that speaks against promoting, and the sentence that says why. */
export type Objection = z.infer<typeof Objection>;

/**
 * What to do about it. `adopt`: this Region is PRIMARY already, publish it. `objections` are all of them,
 * also when the first one decided; `waived` are those that an override set aside.
 */
export const Decision = z.strictObject({
  action: z.enum(['promote', 'adopt', 'wait', 'ask', 'hold']),
  reason: z.string(),
  objections: z.array(Objection),
  waived: z.array(Objection),
});
export type Decision = z.infer<typeof Decision>;
