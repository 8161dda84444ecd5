import * as z from 'zod';
import { bus } from '../aws/bus.ts';
import { journal } from '../aws/journal.ts';
import { pager } from '../aws/pager.ts';
import * as catalogue from '../contract/errors.ts';
import { Execution } from '../contract/execution.ts';
import type { Intent } from '../contract/journal.ts';
import { CaughtError, RunState } from '../contract/run-state.ts';
import { ownerOf } from '../domain/claims.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { helpMessage, promotionCommand } from '../domain/messages/help-message.ts';
import { separationCommand } from '../domain/messages/separation-lines.ts';
import { isRedriven } from '../domain/redriven.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { log } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';
import { tellAll } from '../telling/tell-all.ts';

/** Whatever the workflow had by then: a failure of the first state leaves only the request. */
export const AskForHelpInput = z.object({
  state: RunState.partial().extend({ error: CaughtError, datastore: z.unknown().optional() }),
  execution: Execution,
});

type Used = Pick<Ports, 'bus' | 'journal' | 'log' | 'pager'>;

/**
 * Task state `AskForHelp`: tell people what was done, what was not, and what to do now.
 *
 * People first, then machines, then the journal; a failure of one never stops the next, and one at least must have
 * passed or the state fails. May be retried. It releases the claim, so that `Reconcile` may finish or start anew.
 */
export const askForHelp =
  ({ bus, journal, log, pager }: Used, { region, config }: Settings) =>
  async ({ state, execution }: z.infer<typeof AskForHelpInput>): Promise<{ told: string[] }> => {
    const datastore = knownName(state, Object.keys(config.datastores));
    const owner = state.run?.execution.id ?? ownerOf(execution);
    const intent = await ownIntent(journal, datastore, owner);
    const message = helpMessage({
      region,
      execution: execution.id,
      datastore,
      error: state.error,
      remedy: remedyOf(state.error.Error),
      state,
      intent,
      byHand: datastore === undefined ? undefined : promotionCommand(datastoreOf(config, datastore), region),
      lastResort: datastore === undefined ? undefined : separationCommand(datastoreOf(config, datastore), region),
    });
    const { told } = await tellAll(log, {
      people: () => pager.page(message),
      machines: () =>
        bus.emit({
          type: 'Failover Failed',
          detail: { datastore, region, execution: execution.id, error: state.error.Error },
        }),
      journal: async () => {
        if (datastore === undefined) return;
        await journal.note(datastore, execution.name, message.body);
      },
      nextRun: async () => {
        // Of a drive before, a function may still be at work: its claim stays until that is proven to be over.
        if (datastore === undefined || (state.run && isRedriven({ run: state.run, redrive: execution.redrive })))
          return;
        await journal.release(datastore, owner);
      },
    });
    if (!told.includes('people') && !told.includes('machines'))
      throw new Error('neither SNS nor EventBridge took the message');
    return { told };
  };

const knownName = (
  { run, datastore }: z.infer<typeof AskForHelpInput>['state'],
  known: readonly string[],
): string | undefined => known.find((name) => name === (run?.datastore ?? datastore));

const ownIntent = async (
  journal: Ports['journal'],
  datastore: string | undefined,
  owner: string,
): Promise<Intent | undefined | 'unreadable'> => {
  if (datastore === undefined) return undefined;
  try {
    const { intent } = await journal.readIncident(datastore);
    return intent?.owner === owner ? intent : undefined;
  } catch {
    return 'unreadable';
  }
};

/** The catalogue's advice for an error of ours; another's name has none. */
const remedyOf = (name: string): string | undefined =>
  Object.values(catalogue)
    .map((Failure) => new Failure(''))
    .find((failure) => failure.name === name)?.remedy;

export const askForHelpStep = step(AskForHelpInput, { bus, journal, log, pager }, askForHelp);
export const handler = deployed(askForHelpStep);
