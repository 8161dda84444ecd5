import { bus } from '../aws/bus.ts';
import { journal } from '../aws/journal.ts';
import { pager } from '../aws/pager.ts';
import type { Outcome, Run } from '../contract/execution.ts';
import { type RunState, StepInput } from '../contract/run-state.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { outcomeMessage } from '../domain/messages/outcome-message.ts';
import { outcomeOf } from '../domain/outcome.ts';
import { isRedriven } from '../domain/redriven.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock, log } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';
import { tellAll } from '../telling/tell-all.ts';

type Used = Pick<Ports, 'bus' | 'clock' | 'journal' | 'log' | 'pager'>;

/**
 * Task state `CloseIncident`: tell people and machines what became of the run, keep a note, release the claim.
 *
 * May be retried: people may be told twice. The page comes first; a failure of one way never stops the next. If neither
 * people nor machines could be told, it fails and `AskForHelp` tries; else the output says who was not. A claim not
 * released ends with the execution.
 */
export const closeIncident =
  ({ bus, clock, journal, log, pager }: Used, { region, config }: Settings) =>
  async ({ state, redrive }: StepInput): Promise<Outcome> => {
    const { run } = state;
    const closedAt = clock.now().toISOString();
    const outcome = outcomeOf(state, { region, closedAt });
    const others = Object.keys(datastoreOf(config, run.datastore).replicationGroups).filter(
      (other) => other !== region,
    );
    const { told, failed } = await tellAll(log, {
      ...(isWorthAPage(run) && { people: () => pager.page(outcomeMessage(outcome, run, others)) }),
      machines: () => bus.emit({ type: 'Failover Closed', detail: { ...outcome, execution: run.execution.id } }),
      journal: async () => {
        if (isDeclined(state)) await journal.noteDecline(run.datastore, run.execution.id, closedAt);
        await journal.note(run.datastore, run.execution.name, JSON.stringify(outcome));
      },
      // Of a drive before, a function may still be at work: its claim stays until that is proven to be over.
      ...(!isRedriven({ run, redrive }) && { nextRun: () => journal.release(run.datastore, run.execution.id) }),
    });
    if (!told.includes('people') && !told.includes('machines'))
      throw new Error('neither SNS nor EventBridge took the message');
    const untold = failed.map(({ way, reason }) => `${way} could not be told: ${reason}`);
    return { ...outcome, degraded: [...outcome.degraded, ...untold] };
  };

/** People said no: the journal remembers it, so that they are not asked the same again in a minute. */
const isDeclined = ({ unapproved }: RunState): boolean => unapproved?.Error === 'ApprovalDeclined';

/** A second trigger of our own for what another run works on already has nothing to add: that run tells people. */
const isWorthAPage = ({ trigger, claim }: Run): boolean => trigger === 'manual' || claim !== 'refused';

export const closeIncidentStep = step(StepInput, { bus, clock, journal, log, pager }, closeIncident);
export const handler = deployed(closeIncidentStep);
