import type { Claim } from '../contract/journal.ts';
import type { Policy } from '../contract/policy.ts';

/** What is known of a claim's owner. `dead` is proven, never guessed from age. */
export type OwnerState = 'alive' | 'dead' | 'unknown';

/** How a run may come by the claim it found. */
export type ClaimStep = 'take' | 'refused' | 'contended';

/**
 * A free claim, an own one and one whose owner is dead may be taken. One that only waits gives way to a human at once,
 * and to an automatic run once that would promote. Anything else is somebody's.
 */
export const claimStep = (
  found: Claim | undefined,
  { owner, ownerState, trigger }: { owner: string; ownerState: OwnerState; trigger: 'automatic' | 'manual' },
): ClaimStep => {
  if (!found || found.owner === owner || ownerState === 'dead') return 'take';
  if (!found.yielding) return 'refused';
  return trigger === 'manual' ? 'take' : 'contended';
};

/** The longest that anything of ours can still be running after its execution stopped, or since it began without one. */
export const longestAfterlifeMs = 60_000;

/**
 * No execution outlives the `TimeoutSeconds` of state-machines/failover.asl.json. Step Functions forgets an execution
 * 90 days after its end; one that it has forgotten, and that held its claim longer than this, is dead.
 */
export const longestExecutionMs = 90_000_000;

/** Beyond the waits of a run for people and for its promotion. */
const slackMs = 10 * 60_000;

/** Whether a claim has stood longer than a run can need: then people look at its owner. */
export const isOverdue = (
  { since }: Pick<Claim, 'since'>,
  { policy, now }: { policy: Pick<Policy, 'approval' | 'promotion'>; now: Date },
): boolean => now.getTime() - Date.parse(since) > (policy.approval + policy.promotion) * 1000 + slackMs;
