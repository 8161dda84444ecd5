import type { Claim } from '../contract/journal.ts';
import { executionArnOf, longestAfterlifeMs, longestExecutionMs, type OwnerState } from '../domain/claims.ts';
import type { Ports } from '../ports.ts';

/**
 * Whether the owner of a claim still lives. An execution is dead once Step Functions says that it ended, and its last
 * function can no longer run, or once Step Functions knows nothing of it and no execution lasts that long. `Reconcile` has no execution: Lambda ends it after its timeout at the latest.
 */
export const ownerState = async (
  { executions, clock }: Pick<Ports, 'executions' | 'clock'>,
  claim: Claim | undefined,
  what: 'claim' | 'call' = 'claim',
): Promise<OwnerState> => {
  if (!claim) return 'unknown';
  const now = clock.now().getTime();
  if (claim.owner.startsWith('reconcile/'))
    return now - Date.parse(claim.since) > longestAfterlifeMs ? 'dead' : 'alive';
  const status = await executions.status(executionArnOf(claim.owner));
  // A call that was noted after its run had ended, or by a run that Step Functions does not know for its 90 days, was
  // noted by somebody else: Reconcile, which looks every minute, publishes nothing for it, and people hear of it.
  if (what === 'call' && status.state === 'gone') return 'unknown';
  if (what === 'call' && status.state === 'ended' && Date.parse(claim.since) - status.at.getTime() > longestAfterlifeMs)
    return 'unknown';
  if (status.state === 'ended') return now - status.at.getTime() > longestAfterlifeMs ? 'dead' : 'alive';
  if (status.state === 'running') return 'alive';
  return now - Date.parse(claim.since) > longestExecutionMs + longestAfterlifeMs ? 'dead' : 'unknown';
};

/**
 * The same for those who come again in a minute: a failing look is `unknown`, in the log, and fails nothing else.
 * `OpenIncident` lets it fail instead, and is retried: it must not refuse a run over one throttled call.
 */
export const ownerSeen = async (
  ports: Pick<Ports, 'executions' | 'clock' | 'log'>,
  claim: Claim | undefined,
  what: 'claim' | 'call' = 'claim',
): Promise<OwnerState> => {
  try {
    return await ownerState(ports, claim, what);
  } catch (error) {
    ports.log.warn('the owner of a claim cannot be seen', { owner: claim?.owner, error: String(error) });
    return 'unknown';
  }
};
