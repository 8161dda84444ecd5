import { functions } from '../aws/functions.ts';
import { journal } from '../aws/journal.ts';
import { parameters } from '../aws/parameters.ts';
import { topology } from '../aws/topology.ts';
import type { ParametersPublished } from '../contract/execution.ts';
import { StepInput } from '../contract/run-state.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { answered } from '../domain/readings.ts';
import { stopIfRedriven } from '../domain/redriven.ts';
import { regionsToNudge } from '../domain/regions-to-nudge.ts';
import { readPublishedIn } from '../evidence/read-published.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';
import { heldIntent, stopIfSwitchedOff } from '../publication/guards.ts';
import { nudge } from '../publication/nudge.ts';
import { ownRecord } from '../publication/own-record.ts';
import { publishRecord } from '../publication/publish-record.ts';

type Used = Pick<Ports, 'clock' | 'functions' | 'journal' | 'parameters' | 'topology'>;

/**
 * Task state `PublishParameters`: publish this Region under the run's epoch in its own Parameter Store, then nudge the
 * other Regions' `Reconcile` to copy it. May be retried.
 */
export const publishParameters =
  (ports: Used, { config, region: here }: Settings) =>
  async ({ state: { run, assessment }, redrive }: StepInput): Promise<ParametersPublished> => {
    stopIfRedriven({ run, redrive });
    const datastore = datastoreOf(config, run.datastore);
    const [intent, own] = await Promise.all([
      heldIntent(ports, run),
      readPublishedIn(ports, { region: here, name: run.datastore }),
      stopIfSwitchedOff(ports, { here, run, datastore }),
    ]);
    const previous = answered(own);
    const record = await ownRecord(ports, { here, name: run.datastore, datastore, intent, previous });
    const version = await publishRecord(ports, { here, datastore, record });
    await ports.journal.noteProgress(run.datastore, intent.epoch, { publishedAt: ports.clock.now().toISOString() });
    return {
      record,
      version,
      nudged: await nudge(ports, regionsToNudge({ here, datastore, evidence: assessment?.evidence })),
    };
  };

export const publishParametersStep = step(
  StepInput,
  { clock, functions, journal, parameters, topology },
  publishParameters,
);
export const handler = deployed(publishParametersStep);
