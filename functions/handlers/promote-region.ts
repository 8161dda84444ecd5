import { functions } from '../aws/functions.ts';
import { journal } from '../aws/journal.ts';
import { monitoring } from '../aws/monitoring.ts';
import { parameters } from '../aws/parameters.ts';
import { secrets } from '../aws/secrets.ts';
import { topology } from '../aws/topology.ts';
import type { Approval, ApprovalRequest } from '../contract/approval.ts';
import type { Epoch } from '../contract/epoch.ts';
import { ClaimLost, PlanChanged } from '../contract/errors.ts';
import type { Decision, Evidence } from '../contract/evidence.ts';
import type { Promotion, Run } from '../contract/execution.ts';
import type { Intent } from '../contract/journal.ts';
import { StepInput } from '../contract/run-state.ts';
import { coveredBy, promotionProposed, proposedEpoch } from '../domain/approval.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { decide } from '../domain/decide.ts';
import { freshNow } from '../domain/fresh-evidence.ts';
import { afterApproval } from '../domain/next-step.ts';
import { peoplesAnswer } from '../domain/peoples-answer.ts';
import { publishedHosts } from '../domain/published-record.ts';
import type { Readings } from '../domain/readings.ts';
import { stopIfRedriven } from '../domain/redriven.ts';
import { weigh } from '../domain/weigh.ts';
import { gatherOutage } from '../evidence/gather-outage.ts';
import type { EvidencePorts } from '../evidence/gather-readings.ts';
import { stopIfOvertaken } from '../evidence/stop-if-overtaken.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';

/**
 * Task state `PromoteRegion`: read everything again, and if it still says so, make this Region the primary.
 *
 * The epoch is accepted and the call noted in one conditional write, then ElastiCache is called once. It is never sent
 * again, not even by a second invocation for the same execution: after any failure `CheckPromotion` reads what became
 * of it. In a Region that is PRIMARY already it calls nothing, and only accepts the epoch under which it is published.
 */
export const promoteRegion =
  (ports: EvidencePorts, settings: Settings) =>
  async ({ state, redrive }: StepInput): Promise<Promotion> => {
    const { run } = state;
    stopIfRedriven({ run, redrive });
    const { region } = settings;
    const datastore = datastoreOf(settings.config, run.datastore);
    const readings = await gatherOutage(ports, settings, run.datastore);
    const noted = readings.incident.intent;
    if (noted?.owner === run.execution.id) return promotionOf(noted, readings.readAt);

    const evidence = weigh(readings, { ...run, changeSince: state.assessment?.changeSince });
    const decision = decide(evidence, datastore.policy, ports.clock.now().getTime());
    const look = { run, readings, evidence, decision, now: ports.clock.now() };
    const answer = state.approval === undefined ? undefined : peoplesAnswer(state.approval);
    const { kind, approval } = confirmed(look, answer);
    const from = evidence.roles.primary ?? region;

    if (!(await ports.journal.setYielding(run.datastore, run.execution.id, false)))
      throw new ClaimLost(`another run took ${run.datastore} over`);
    if (kind === 'promote') await stopIfOvertaken(ports, { readings, from });
    const calledAt = freshNow(evidence, ports.clock.now()).toISOString();
    const replaces = publishedHosts(readings);
    const epoch = proposedEpoch(evidence);
    const intent = intentOf({ kind, evidence, from, owner: run.execution.id, epoch, calledAt, replaces });
    if (!(await ports.journal.accept(run.datastore, intent, approval)))
      throw new ClaimLost(`epoch ${intent.epoch.counter} of ${run.datastore} was not ours to accept`);

    if (kind === 'adopt') return promotionOf(intent, evidence.readAt);
    // Noting the call may have taken long. What became of a noted call that was never sent, CheckPromotion reads.
    freshNow(evidence, ports.clock.now());
    await ports.topology.promote({
      globalReplicationGroupId: datastore.globalReplicationGroupId,
      replicationGroupId: datastore.replicationGroups[region] ?? '',
    });
    return promotionOf(intent, evidence.readAt);
  };

const promotionOf = ({ kind, epoch, from, calledAt }: Intent, readAt: number): Promotion => ({
  outcome: kind === 'adopt' ? 'already-primary' : 'requested',
  epoch,
  from,
  calledAt,
  evidenceReadAt: new Date(readAt).toISOString(),
});

interface SecondLook {
  readonly run: Run;
  readonly readings: Readings;
  readonly evidence: Evidence;
  readonly decision: Decision;
  readonly now: Date;
}

interface Confirmed {
  readonly kind: 'promote' | 'adopt';
  /** The noted request that is used up by a promotion. An adoption promotes nothing: it needs none, and uses none. */
  readonly approval?: ApprovalRequest;
}

/** Whether the second look still comes to what the first one, or the people who were asked, decided. */
const confirmed = ({ run, readings, evidence, decision, now }: SecondLook, answer: Approval | undefined): Confirmed => {
  const { action, reason } = answer === undefined ? decision : afterApproval(decision, answer.waives);
  if (action === 'adopt') return { kind: action };
  if (action !== 'promote') throw new PlanChanged(`the second look came to ${action}: ${reason}`);
  if (answer === undefined) return { kind: action };
  const doing = promotionProposed(run.datastore, { decision, evidence });
  return { kind: action, approval: coveredBy(answer, { run, request: readings.incident.approval, doing, now }) };
};

const intentOf = (facts: {
  kind: Intent['kind'];
  evidence: Evidence;
  from: string;
  owner: string;
  epoch: Epoch;
  calledAt: string;
  replaces: string[];
}): Intent => {
  const { kind, evidence, from, owner, epoch, calledAt, replaces } = facts;
  const { lossBoundMs } = evidence.target;
  return {
    epoch,
    owner,
    from,
    to: epoch.region,
    calledAt,
    kind,
    replaces,
    ...(kind === 'promote' && lossBoundMs !== undefined && { lossBoundMs }),
  };
};

export const promoteRegionStep = step(
  StepInput,
  { clock, functions, journal, monitoring, parameters, secrets, topology },
  promoteRegion,
);
export const handler = deployed(promoteRegionStep);
