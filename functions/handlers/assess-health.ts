import { functions } from '../aws/functions.ts';
import { journal } from '../aws/journal.ts';
import { monitoring } from '../aws/monitoring.ts';
import { parameters } from '../aws/parameters.ts';
import { secrets } from '../aws/secrets.ts';
import { topology } from '../aws/topology.ts';
import { ClaimLost } from '../contract/errors.ts';
import type { Decision, Objection } from '../contract/evidence.ts';
import type { Assessment, Run } from '../contract/execution.ts';
import { StepInput } from '../contract/run-state.ts';
import { afterDecline, promotionProposed } from '../domain/approval.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { decide } from '../domain/decide.ts';
import { nextStep } from '../domain/next-step.ts';
import { planCalls } from '../domain/plan.ts';
import { stopIfRedriven } from '../domain/redriven.ts';
import { weigh } from '../domain/weigh.ts';
import { gatherOutage } from '../evidence/gather-outage.ts';
import type { EvidencePorts } from '../evidence/gather-readings.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock, log } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';

/**
 * Task state `AssessHealth`: read every source at once and let the pure decision weigh them.
 *
 * Changes nothing but its own claim, which yields while this run waits for evidence or for people. May be retried.
 */
export const assessHealth =
  (ports: EvidencePorts & Pick<Ports, 'log'>, settings: Settings) =>
  async ({ state: { run, assessment: before }, redrive }: StepInput): Promise<Assessment> => {
    stopIfRedriven({ run, redrive });
    const datastore = datastoreOf(settings.config, run.datastore);
    const readings = await gatherOutage(ports, settings, run.datastore);
    const evidence = weigh(readings, { ...run, changeSince: before?.changeSince });
    const decided = decide(evidence, datastore.policy, ports.clock.now().getTime());
    const decision = afterDecline(decided, {
      request: readings.incident.approval,
      asks: promotionProposed(run.datastore, { decision: decided, evidence }),
      trigger: run.trigger,
      seconds: datastore.policy.approval,
      now: ports.clock.now(),
    });
    const next = nextStep(decision, run);
    logDecision(ports, { run, decision, switchNote: evidence.switchNote });
    await settleClaim(ports, run, next);
    return {
      assessedAt: ports.clock.now().toISOString(),
      ...(evidence.change && { changeSince: evidence.change.since }),
      next,
      decision,
      evidence,
      ...(run.mode === 'dry-run' && { plan: planCalls(readings) }),
    };
  };

/** Who asked, what it came to, and every guard with its reason, waived or not: the history of decisions is the log's. */
const logDecision = (
  { log }: Pick<Ports, 'log'>,
  { run, decision, switchNote }: { run: Run; decision: Decision; switchNote: string | undefined },
): void => {
  const { action, reason, objections, waived } = decision;
  const named = (guards: readonly Objection[]) => guards.map((one) => `${one.guard}: ${one.reason}`);
  const { datastore, requestedBy } = run;
  const about = { datastore, execution: run.execution.name, requestedBy, action, reason, switchNote };
  log.info('decided', { ...about, objections: named(objections), waived: named(waived) });
};

/** A run that waits or asks yields; one that would promote holds the claim for itself, or stops here. */
const settleClaim = async ({ journal, clock }: EvidencePorts, run: Run, next: Assessment['next']): Promise<void> => {
  const { datastore, claim, execution } = run;
  const owner = execution.id;
  if (claim === 'held' && next !== 'close') {
    if (await journal.setYielding(datastore, owner, next !== 'promote')) return;
    throw new ClaimLost(`another run took ${datastore} over while this one waited`);
  }
  if (claim !== 'contended' || next !== 'promote') return;
  const { claim: found } = await journal.readIncident(datastore);
  const mine = { owner, since: clock.now().toISOString(), yielding: false };
  const free = found === undefined || found.yielding || found.owner === owner;
  if (!free || !(await journal.claim(datastore, { claim: mine, from: found })))
    throw new ClaimLost(`${found?.owner ?? 'another run'} holds ${datastore} and no longer waits`);
};

export const assessHealthStep = step(
  StepInput,
  { clock, functions, journal, log, monitoring, parameters, secrets, topology },
  assessHealth,
);
export const handler = deployed(assessHealthStep);
