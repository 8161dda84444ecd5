import type { Datastore } from '../contract/config.ts';
import { ClaimLost, SwitchedOff } from '../contract/errors.ts';
import type { Run } from '../contract/execution.ts';
import type { Intent } from '../contract/journal.ts';
import { names } from '../contract/names.ts';
import type { Region } from '../contract/region.ts';
import { automationInForce, describeSwitch, mayAct } from '../domain/automation.ts';
import type { Ports } from '../ports.ts';

/** Reads the switch, and stops an automatic run that may not change anything any more. A human's run goes on. */
export const stopIfSwitchedOff = async (
  ports: Pick<Ports, 'parameters' | 'clock'>,
  { here, run, datastore }: { here: Region; run: Run; datastore: Datastore },
): Promise<void> => {
  if (run.trigger === 'automatic') await stopWhileOff(ports, { here, name: run.datastore, datastore });
};

/** Reads the switch, and throws `SwitchedOff` where nothing may be changed without people. */
export const stopWhileOff = async (
  { parameters, clock }: Pick<Ports, 'parameters' | 'clock'>,
  { here, name, datastore }: { here: Region; name: string; datastore: Datastore },
): Promise<void> => {
  const read = await parameters.read(here, names.switchParameter(name));
  const inForce = automationInForce(datastore.policy.automation, { read, now: clock.now() });
  if (!mayAct(inForce.automation)) throw new SwitchedOff(`the switch of ${name} is ${describeSwitch(inForce)}`);
};

/** This run's own intent, as long as it holds the datastore: a stale run stops before its next change. */
export const heldIntent = async (
  { journal }: Pick<Ports, 'journal'>,
  { datastore, execution }: Run,
): Promise<Intent> => {
  const { intent, claim } = await journal.readIncident(datastore);
  if (intent?.owner !== execution.id || claim?.owner !== execution.id)
    throw new ClaimLost(`${claim?.owner ?? 'nobody'} holds ${datastore} now`);
  return intent;
};
