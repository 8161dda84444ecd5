import type { Config } from '../../functions/contract/config.ts';
import type { Entry } from '../history.ts';

/**
 * One run, as the sandbox saw it: all that a checker may look at. Nothing in it is the word of the code under test,
 * but for entries of kind `log` and `page` (what it said) and `decision` (what it answered), where the promise is about
 * its words.
 *
 * What the entries must hold, whoever produces them, is in `sandbox/history.ts`.
 */
export interface RunRecord {
  readonly entries: readonly Entry[];
  /** Members, witness, policies, names and the account. */
  readonly config: Config;
  readonly truth: Truth;
}

/** What is true of the run without anybody having said it. */
export interface Truth {
  readonly startedAt: number;
  /** When the last fault ended and the healed core began; absent: the faults never ended. */
  readonly healedAt?: number;
  readonly endedAt: number;
  /** The Region of each datastore's primary when the run began. */
  readonly primaries: Readonly<Record<string, string>>;
  /** The members' endpoints as ElastiCache tells them, by datastore and Region. */
  readonly hosts: Readonly<Record<string, Readonly<Record<string, MemberHosts>>>>;
  /** How many shards each datastore has; absent: one. */
  readonly shards?: Readonly<Record<string, number>>;
  /** What applications wrote, oldest first; absent: nobody kept account. */
  readonly writes?: readonly AcknowledgedWrite[];
  /** Values that nobody may ever read: passwords, auth tokens. Matched as text. */
  readonly secrets?: readonly string[];
  /** What hostile inputs carried where an identifier belongs. Matched as text. */
  readonly hostile?: readonly string[];
  /**
   * The run waited until nothing of ours had anything left to do, so that what is unfinished now stays so. Without it,
   * only what should have been over long ago counts as unfinished.
   */
  readonly settled?: boolean;
  /** Alarms were evaluated only when somebody asked: that none rang means nothing. */
  readonly alarmsAsked?: boolean;
  /** Losses after which the scenario demands a promotion and published endpoints, and not only a page (L1). */
  readonly mustPromote?: readonly { readonly datastore: string; readonly to: string; readonly by: number }[];
}

/** A write of an application that a cluster acknowledged. */
export interface AcknowledgedWrite {
  readonly datastore: string;
  readonly at: number;
  /** The Region of the application, and of the cluster that took it. */
  readonly from: string;
  readonly takenBy: string;
  /** Which of the cluster's shards took it, from 0, where servers tell. */
  readonly shard?: number | undefined;
  /** Whether the cluster that takes writes in the end holds it. */
  readonly kept: boolean;
}

export interface MemberHosts {
  readonly primary?: string | undefined;
  readonly reader?: string | undefined;
  readonly configuration?: string | undefined;
}
