import { functions } from '../aws/functions.ts';
import { journal } from '../aws/journal.ts';
import { monitoring } from '../aws/monitoring.ts';
import { parameters } from '../aws/parameters.ts';
import { secrets } from '../aws/secrets.ts';
import { topology } from '../aws/topology.ts';
import { ClaimLost } from '../contract/errors.ts';
import type { Assessment, Run } from '../contract/execution.ts';
import { StepInput } from '../contract/run-state.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { decide } from '../domain/decide.ts';
import { nextStep } from '../domain/next-step.ts';
import { planCalls } from '../domain/plan.ts';
import { weigh } from '../domain/weigh.ts';
import { gatherOutage } from '../evidence/gather-outage.ts';
import type { EvidencePorts } from '../evidence/gather-readings.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';

/**
 * Task state `AssessHealth`: read every source at once and let the pure decision weigh them.
 *
 * Changes nothing but its own claim, which yields while this run waits for evidence or for people. May be retried.
 */
export const assessHealth =
  (ports: EvidencePorts, settings: Settings) =>
  async ({ state: { run, assessment: before } }: StepInput): Promise<Assessment> => {
    const datastore = datastoreOf(settings.config, run.datastore);
    const readings = await gatherOutage(ports, settings, run.datastore);
    const evidence = weigh(readings, { ...run, changeSince: before?.changeSince });
    const decision = decide(evidence, datastore.policy, ports.clock.now().getTime());
    const next = nextStep(decision, run);
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
  { clock, functions, journal, monitoring, parameters, secrets, topology },
  assessHealth,
);
export const handler = deployed(assessHealthStep);
