import { functions } from '../aws/functions.ts';
import { journal } from '../aws/journal.ts';
import { monitoring } from '../aws/monitoring.ts';
import { parameters } from '../aws/parameters.ts';
import { secrets } from '../aws/secrets.ts';
import { separation } from '../aws/separation.ts';
import { topology } from '../aws/topology.ts';
import { ClaimLost, PlanChanged, SwitchedOff } from '../contract/errors.ts';
import type { Separation } from '../contract/execution.ts';
import type { Incident, Intent } from '../contract/journal.ts';
import { StepInput } from '../contract/run-state.ts';
import { coveredBy, separationProposed } from '../domain/approval.ts';
import { describeSwitch, inForceOf, mayAct } from '../domain/automation.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { freshNow } from '../domain/fresh-evidence.ts';
import { separationDoubt } from '../domain/last-resort.ts';
import { peoplesAnswer } from '../domain/peoples-answer.ts';
import { stopIfRedriven } from '../domain/redriven.ts';
import { weigh } from '../domain/weigh.ts';
import { type EvidencePorts, gatherReadings } from '../evidence/gather-readings.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';

type Used = EvidencePorts & Pick<Ports, 'separation'>;

/**
 * Task state `SeparateRegion`: the last resort, by policy and approval only. Read everything again, and if nothing speaks
 * against it, let this Region's cluster leave its Global Datastore, so that it takes writes on its own.
 *
 * The call is noted before it is made, in the write that uses up the approval, and ElastiCache is called once. It is never
 * sent again, not even by a second invocation for the same execution: whatever comes of it, `CheckPromotion` reads.
 */
export const separateRegion =
  (ports: Used, settings: Settings) =>
  async ({ state, redrive }: StepInput): Promise<Separation> => {
    stopIfRedriven({ run: state.run, redrive });
    const { run } = state;
    const { region } = settings;
    const datastore = datastoreOf(settings.config, run.datastore);
    const approval = peoplesAnswer(state.separationApproval);
    // Who confirmed the outage was asked before the promotion. What stops this is any sign that it is over.
    const readings = await gatherReadings(ports, {
      here: region,
      name: run.datastore,
      datastore,
      hasWitness: false,
      purpose: 'publication',
    });
    const intent = heldIntent(readings.incident, run.execution.id);
    if (intent.separateCalledAt)
      return { epoch: intent.epoch, calledAt: intent.separateCalledAt, approvedBy: approval.approvedBy };

    if (run.trigger === 'automatic' && !mayAct(readings.automation))
      throw new SwitchedOff(`the switch of ${run.datastore} is ${describeSwitch(inForceOf(readings))}`);
    const evidence = weigh(readings, run);
    const doubt = separationDoubt(readings, evidence, { intent, failure: state.check?.failure });
    if (doubt !== undefined) throw new PlanChanged(`approved, but ${doubt}`);
    const doing = separationProposed(run.datastore, { epoch: intent.epoch, evidence });
    const now = freshNow(evidence, ports.clock.now());
    const request = coveredBy(approval, { run, request: readings.incident.approval, doing, now });

    const calledAt = now.toISOString();
    if (!(await ports.journal.setYielding(run.datastore, run.execution.id, false)))
      throw new ClaimLost(`another run took ${run.datastore} over`);
    if (!(await ports.journal.noteSeparation(run.datastore, intent.epoch, { calledAt, approval: request })))
      throw new ClaimLost(`the separation of ${region} was not ours to call`);
    // Noting the call may have taken long. What became of a noted call that was never sent, CheckPromotion reads.
    freshNow(evidence, ports.clock.now());
    await ports.separation.separate({
      globalReplicationGroupId: datastore.globalReplicationGroupId,
      replicationGroupId: datastore.replicationGroups[region] ?? '',
    });
    return { epoch: intent.epoch, calledAt, approvedBy: approval.approvedBy };
  };

/** This run's own promotion that led to no writes, as long as the run holds the datastore. */
const heldIntent = ({ intent, claim }: Incident, owner: string): Intent => {
  if (intent?.owner === owner && claim?.owner === owner) return intent;
  throw new ClaimLost(`${claim?.owner ?? 'nobody'} holds the datastore now`);
};

export const separateRegionStep = step(
  StepInput,
  { clock, functions, journal, monitoring, parameters, secrets, separation, topology },
  separateRegion,
);
export const handler = deployed(separateRegionStep);
