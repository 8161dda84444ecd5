import type { Run } from '../../functions/contract/execution.ts';
import type { Claim, Incident } from '../../functions/contract/journal.ts';
import type { RunState } from '../../functions/contract/run-state.ts';
import type { Stage } from './ports.ts';
import { instant, now } from './sessions.ts';

export const arnOf = (name: string): string => `arn:aws:states:us-west-2:111122223333:execution:failover:${name}`;
export const executionOf = (name: string): Run['execution'] => ({ id: arnOf(name), name, startedAt: instant(now) });

/** A run as `OpenIncident` hands it on. */
export const aRun = (parts: Partial<Run> = {}): Run => ({
  datastore: 'sessions',
  mode: 'failover',
  trigger: 'automatic',
  requestedBy: 'alarm',
  override: [],
  execution: executionOf('run-1'),
  openedAt: instant(now),
  claim: 'held',
  waits: { poll: 1, approval: 900 },
  ...parts,
});

export const claimBy = (owner: string, parts: Partial<Claim> = {}): Claim => ({
  owner,
  since: instant(now),
  yielding: false,
  ...parts,
});

/** Lets a run hold the datastore, and answers the state that the next step gets. */
export const holding = ({ ports }: Stage, run: Run = aRun(), parts: Partial<RunState> = {}): RunState => {
  setIncident(ports.journal.incidents, { claim: claimBy(run.execution.id) });
  return { run, ...parts };
};

export const setIncident = (incidents: Map<string, Incident>, parts: Partial<Incident>): void => {
  incidents.set('sessions', { ...incidents.get('sessions'), ...parts, datastore: 'sessions' });
};
