import type { Execution } from '../contract/execution.ts';
import type { Claim } from '../contract/journal.ts';
import type { Policy } from '../contract/policy.ts';
import { preferredTurnMs } from './preferred-turn.ts';

/** What is known of a claim's owner. `dead` is proven, never guessed from age. */
export type OwnerState = 'alive' | 'dead' | 'unknown';

/** Between an execution's ARN and the number of its redrive: no execution's name may hold it. */
const redriveMark = '#';

/**
 * Who holds a claim: the execution, and which of its drives. A redrive keeps the ARN, so that the ARN alone would let
 * it pass for the run that it was. Without a redrive it is the ARN itself.
 */
export const ownerOf = ({ id, redrive = 0 }: Pick<Execution, 'id' | 'redrive'>): string =>
  redrive === 0 ? id : `${id}${redriveMark}${redrive}`;

/** The ARN of the execution behind an owner. */
export const executionArnOf = (owner: string): string => owner.split(redriveMark, 1).join();

/**
 * Whether a claim is an earlier drive's of the same execution. Only `OpenIncident` ever meets one: a redrive begins
 * there only if no drive came further, so nothing of that one can still change anything but this claim.
 */
const isEarlierDrive = (found: string, owner: string): boolean =>
  found !== owner && executionArnOf(found) === executionArnOf(owner);

/** How a run may come by the claim it found. */
export type ClaimStep = 'take' | 'refused' | 'contended';

/**
 * A free claim, an own one, also of an earlier drive, and one whose owner is dead may be taken. One that only waits
 * gives way to a human at once, and to an automatic run once that would promote. Anything else is somebody's.
 */
export const claimStep = (
  found: Claim | undefined,
  { owner, ownerState, trigger }: { owner: string; ownerState: OwnerState; trigger: 'automatic' | 'manual' },
): ClaimStep => {
  if (!found || found.owner === owner || isEarlierDrive(found.owner, owner) || ownerState === 'dead') return 'take';
  if (!found.yielding) return 'refused';
  return trigger === 'manual' ? 'take' : 'contended';
};

/** The longest that anything of ours can still be running after its execution stopped, or since it began without one. */
export const longestAfterlifeMs = 60_000;

/**
 * No execution outlives the `TimeoutSeconds` of state-machines/failover.asl.json. Step Functions forgets an execution
 * 90 days after its end; one that it has forgotten, and that held its claim longer than this, is dead.
 */
export const longestExecutionMs = 180_000_000;

/** Beyond the waits of a run for its turn, for people and for its promotion. */
const slackMs = 10 * 60_000;

/** Whether a claim has stood longer than a run can need: then people look at its owner. */
export const isOverdue = ({ since }: Pick<Claim, 'since'>, { policy, now }: { policy: Policy; now: Date }): boolean => {
  // Where the last resort is open, people may be asked twice, and waited is twice.
  const rounds = policy.separation === 'approve' ? 2 : 1;
  const heldMs = now.getTime() - Date.parse(since);
  // Nobody took it in the future: whoever wrote that, people look.
  const neededMs = preferredTurnMs(policy) + rounds * (policy.approval + policy.promotion) * 1000;
  return heldMs < -longestAfterlifeMs || heldMs > neededMs + slackMs;
};
