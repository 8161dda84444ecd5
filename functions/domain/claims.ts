import type { Claim } from '../contract/journal.ts';

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
