import { Approval } from '../contract/approval.ts';
import { HoldName, type Outcome } from '../contract/execution.ts';
import type { Guard } from '../contract/request.ts';
import type { RunState } from '../contract/run-state.ts';
import { sentenceOf } from './caught-error.ts';
import { dataLosingGuards } from './decide.ts';
import { toldLoss } from './told-loss.ts';

/** Guards that never bind a human's run, so that an override need not name them. */
const automaticOnly: readonly Guard[] = ['AutomationOff', 'CoolingDown', 'NotPreferred'];

/** What became of a run that did not fail. Pure: the same state always tells the same story. */
export const outcomeOf = (state: RunState, { region, closedAt }: { region: string; closedAt: string }): Outcome => {
  const { run, assessment, check, verification } = state;
  const base = {
    datastore: run.datastore,
    region,
    closedAt,
    degraded: verification?.differences ?? [],
    objections: assessment?.decision.objections ?? [],
    ...byPeople(state),
  };
  if (verification && check) return promoted(state, { ...base, epoch: check.epoch });
  if (run.mode === 'dry-run' && assessment)
    return {
      ...base,
      outcome: 'planned',
      reason: `would ${assessment.decision.action}: ${assessment.decision.reason}`,
      plan: assessment.plan,
    };
  const heldBy = holdName(state);
  return {
    ...base,
    outcome: 'held',
    reason: holdReason(state),
    ...(heldBy && { heldBy }),
    overrideWith: overrideFor(state),
  };
};

/** What people had to do with it, by their own word: what they waived, approved and switched. */
const byPeople = ({ assessment, approval, promotion, publication, check, separationApproval }: RunState) => {
  const waived = assessment?.decision.waived ?? [];
  const switchNote = assessment?.evidence.switchNote;
  const answer = check?.separated ? separationApproval : approval;
  const approved = promotion ? Approval.safeParse(answer).data : undefined;
  const published = publication?.[0];
  const promotedAt = published && 'record' in published ? published.record.promotedAt : undefined;
  return {
    ...(waived.length > 0 && { waived }),
    ...(approved && { approvedBy: approved.approvedBy }),
    ...(switchNote !== undefined && { switchNote }),
    ...(promotedAt !== undefined && { promotedAt }),
  };
};

type Base = Pick<Outcome, 'datastore' | 'region' | 'closedAt' | 'degraded' | 'objections' | 'epoch'>;

const promoted = ({ promotion, assessment, check, verification }: RunState, base: Base): Outcome => {
  if (promotion?.outcome === 'already-primary')
    return {
      ...base,
      outcome: 'adopted',
      reason: `${base.region} was the primary already; it is published and verified`,
    };
  const evidence = assessment?.evidence;
  // The last look at which data still moved: the outage began after it.
  const firstSign = evidence?.dataArriving.lastMovedAt ?? evidence?.badSince;
  const bound = evidence && toldLoss(evidence);
  const point = evidence?.target.recoveryPoint;
  return {
    ...base,
    outcome: check?.separated ? 'separated' : 'lossy',
    reason: check?.detail ?? 'promoted',
    ...(firstSign !== undefined && verification && { rtoMs: Date.parse(verification.verifiedAt) - firstSign }),
    ...(bound !== undefined && { rpoBoundMs: bound }),
    ...(point !== undefined && { recoveryPoint: new Date(point).toISOString() }),
  };
};

const holdReason = ({ run, assessment, unapproved, stopped }: RunState): string => {
  if (stopped) return `${stopped.Error}: ${sentenceOf(stopped)}`;
  if (unapproved?.Error === 'States.Timeout') return 'nobody answered the request for approval in time';
  if (unapproved) return `people declined: ${unapproved.Cause ?? 'no reason was given'}`;
  if (run.claim === 'refused') return `another run holds the datastore: ${run.claimedBy ?? 'unknown'}`;
  return assessment?.decision.reason ?? 'nothing was assessed';
};

/** The name of what held, where it is no guard. The workflow lets only failures of these names end as a hold. */
const holdName = ({ run, unapproved, stopped }: RunState): HoldName | undefined => {
  if (stopped) return HoldName.safeParse(stopped.Error).data;
  if (unapproved) return unapproved.Error === 'States.Timeout' ? 'Unanswered' : 'ApprovalDeclined';
  return run.claim === 'refused' ? 'ClaimRefused' : undefined;
};

/** The input that would override what held, for a human who knows better. What may lose data is asked about once more. */
const overrideFor = ({ run, assessment, stopped }: RunState): Record<string, unknown> | undefined => {
  // A run that took over is at work: there is nothing to overrule.
  if (!assessment || stopped?.Error === 'ClaimLost') return undefined;
  const { decision, evidence } = assessment;
  const against = [...decision.waived, ...decision.objections].map(({ guard }) => guard);
  const binding = against.filter((guard) => !automaticOnly.includes(guard));
  return {
    datastore: run.datastore,
    ...(binding.length > 0 && { override: binding }),
    ...(evidence.roles.primary &&
      evidence.roles.primary !== evidence.here &&
      evidence.roles.here !== 'PRIMARY' && { expectedPrimary: evidence.roles.primary }),
    reason: 'WHY YOU KNOW BETTER',
    ...(dataLosingGuards.some((guard) => binding.includes(guard)) && { requestedBy: 'YOUR NAME' }),
  };
};

/** Whether pasting the override would first ask people to approve a possible loss of data. */
export const overrideLosesData = ({ overrideWith }: Pick<Outcome, 'overrideWith'>): boolean => {
  const named = overrideWith?.override;
  return Array.isArray(named) && dataLosingGuards.some((guard) => named.includes(guard));
};
