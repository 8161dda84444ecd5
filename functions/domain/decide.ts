import type { Decision, Evidence, Objection } from '../contract/evidence.ts';
import type { Policy } from '../contract/policy.ts';
import type { Guard } from '../contract/request.ts';
import { journalBehindBy } from './journal-behind.ts';
import { objections, separatedReason } from './objections.ts';
import { preferredTurnMs } from './preferred-turn.ts';

/** Waiving one of these may cost acknowledged writes, so people are asked once more. */
export const dataLosingGuards: readonly Guard[] = ['DataStillArriving', 'DataUnknown', 'LossAboveLimit'];

type Consequence = 'hold' | 'wait' | 'ask';

/** What waits is bounded: by the grace of a change, by the persistence itself, and by the preferred Region's turn. */
const consequence = (guard: Guard, evidence: Evidence, policy: Policy, now: number): Consequence => {
  if (isWorthWaitingFor(guard, evidence, policy, now)) return 'wait';
  // A human's request names what it waives: what it did not name holds, and the page says how to name it.
  if (evidence.trigger === 'manual') return 'hold';
  switch (guard) {
    case 'ChangeInProgress':
    case 'NotPreferred':
    case 'LossAboveLimit':
      return 'ask';
    case 'DataUnknown':
    case 'TooFewConfirmations':
      return evidence.automation === 'approve' ? 'ask' : 'hold';
    default:
      return 'hold';
  }
};

const isWorthWaitingFor = (guard: Guard, evidence: Evidence, policy: Policy, now: number): boolean => {
  const { change, badSince, preferred, preferredUnable } = evidence;
  if (guard === 'ChangeInProgress') return change !== undefined && now - change.since < policy.grace * 1000;
  if (guard === 'NotPreferred' && preferred !== undefined && preferredUnable === undefined)
    return badSince !== undefined && now - badSince < preferredTurnMs(policy);
  return guard === 'NotPersistent' && badSince !== undefined;
};

const severity: readonly Consequence[] = ['hold', 'wait', 'ask'];

/**
 * Decide whether the evidence justifies promoting this Region. Pure and total: no I/O, no clock of its own.
 *
 * Every doubt holds. A needless failover can lose acknowledged writes; a late one only costs time.
 * Replacing any "down" by "unknown" never turns a hold into a promotion.
 */
export const decide = (evidence: Evidence, policy: Policy, now: number): Decision => {
  if (evidence.roles.here === 'PRIMARY') return decideAdoption(evidence);

  const all = objections(evidence, policy, now);
  const waived = all.filter(({ guard }) => isWaived(guard, evidence));
  const open = all.filter(({ guard }) => !isWaived(guard, evidence));
  const result = (action: Decision['action'], reason: string): Decision => ({
    action,
    reason,
    objections: open,
    waived,
  });

  for (const action of severity) {
    const first = open.find(({ guard }) => consequence(guard, evidence, policy, now) === action);
    if (first) return result(action, reasonOf(first));
  }
  const losing = waived.find(({ guard }) => dataLosingGuards.includes(guard));
  if (losing) return result('ask', `the override of ${losing.guard} may lose data: ${losing.reason}`);
  if (evidence.trigger === 'automatic' && evidence.automation === 'approve')
    return result('ask', 'everything speaks for a promotion, and the policy asks people first');
  return result('promote', 'no data arrives, the outage is confirmed, and nothing speaks against it');
};

const isWaived = (guard: Guard, { trigger, override }: Evidence): boolean =>
  trigger === 'manual' && override.includes(guard);

const reasonOf = ({ guard, reason }: Objection): string => `${guard}: ${reason}`;

/** This Region is PRIMARY by its own view: nothing is promoted, at most published. */
const decideAdoption = (evidence: Evidence): Decision => {
  const { here, trigger } = evidence;
  const all = adoptionObjections(evidence);
  // What a human would have to waive is told here too.
  if (trigger === 'automatic')
    return {
      action: 'hold',
      reason: `${here} is the primary already; Reconcile publishes it`,
      objections: all,
      waived: [],
    };
  const waived = all.filter(({ guard }) => isWaived(guard, evidence));
  const open = all.filter(({ guard }) => !isWaived(guard, evidence));
  const [first] = open;
  return first
    ? { action: 'hold', reason: reasonOf(first), objections: open, waived }
    : { action: 'adopt', reason: `${here} is the primary already: publish and verify it`, objections: [], waived };
};

const adoptionObjections = ({ roles, here, unjournaled, separated }: Evidence): Objection[] => {
  const found: Objection[] = [];
  // The separated Region itself is the primary of what people rebuilt. Any other holds an older state.
  if (separated !== undefined && separated !== here)
    found.push({ guard: 'Separated', reason: separatedReason(separated) });
  if (roles.primary !== here || roles.disagree.length > 0)
    found.push({
      guard: 'RolesUnclear',
      reason: `other Regions see it differently: ${roles.disagree.join('; ') || 'two primaries'}`,
    });
  if (roles.requested !== undefined && roles.requested !== here)
    found.push({ guard: 'UnexpectedPrimary', reason: `the primary is ${here}, expected was ${roles.requested}` });
  if (unjournaled) found.push({ guard: 'JournalBehind', reason: journalBehindBy(here, unjournaled) });
  return found;
};
