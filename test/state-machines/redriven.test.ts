import { expect, test } from '@jest/globals';
import { reconcileDatastore } from '../../functions/reconcile/reconcile-datastore.ts';
import { type Stage, stage, switchParameter } from '../support/ports.ts';
import { arnOf, claimBy, setIncident } from '../support/run.ts';
import { sessions, west } from '../support/sessions.ts';
import { runWorkflow, type WorkflowRun } from './run-workflow.ts';

const byAlarm = { datastore: 'sessions', requestedBy: 'alarm' };
const claimOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.claim;

/** Runs until the function of `state` is called, which never returns, and stops the execution there. */
const stoppedAt = async (it: Stage, state: string): Promise<WorkflowRun> => {
  if (state === 'RequestApproval') it.ports.parameters.set(west, switchParameter, 'approve');
  let stop = () => {};
  let isOver = false;
  const run = runWorkflow(it, byAlarm, (handlers) => ({
    [state]: async (payload) => {
      if (isOver) return handlers[state]?.(payload);
      isOver = true;
      stop();
      return new Promise(() => {});
    },
  }));
  stop = run.stop;
  expect(await run.ended(120)).toEqual(expect.objectContaining({ status: 'ABORTED' }));
  it.endings.set(arnOf('run-1'), { state: 'ended', at: new Date(run.clock.now()) });
  return run;
};

const redriven = async (it: Stage, run: WorkflowRun): Promise<void> => {
  it.endings.delete(arnOf('run-1'));
  run.redrive();
  await run.ended(120);
};

const states = [
  'AssessHealth',
  'RequestApproval',
  'PromoteRegion',
  'CheckPromotion',
  'PublishParameters',
  'UpdateDns',
  'VerifyCutover',
];

test.each(states)(
  'stopped at %s and redriven: it changes nothing more, its claim included, and tells people',
  async (state) => {
    const it = stage();
    const run = await stoppedAt(it, state);
    const before = { changes: [...it.hooks.changes], incident: it.ports.journal.incidents.get('sessions') };
    const told = it.pages.length;
    await redriven(it, run);
    expect(it.hooks.changes).toEqual(before.changes);
    expect(it.ports.journal.incidents.get('sessions')).toEqual(before.incident);
    expect(it.pages.slice(told).map(({ body }) => body)).toEqual([expect.stringContaining('was redriven')]);
  },
);

test.each(states)('stopped at %s, taken over by another run, and redriven: that run is left alone', async (state) => {
  const it = stage();
  const run = await stoppedAt(it, state);
  await run.clock.advance(3_600_000);
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-2')) });
  const changes = [...it.hooks.changes];
  await redriven(it, run);
  expect(it.hooks.changes).toEqual(changes);
  expect(claimOf(it)).toEqual(claimBy(arnOf('run-2')));
});

test.each(['CloseIncident', 'OpenIncident'])(
  'stopped at %s and redriven: there was nothing left that it could spoil',
  async (state) => {
    const it = stage();
    const run = await stoppedAt(it, state);
    const promoted = it.hooks.changes.filter((change) => change.startsWith('promote')).length;
    expect(promoted).toBe(state === 'CloseIncident' ? 1 : 0);
    await redriven(it, run);
    expect(it.hooks.changes.filter((change) => change.startsWith('promote'))).toHaveLength(1);
  },
);

test('redriven at OpenIncident it claims anew, under a name that tells it from the drive before', async () => {
  const it = stage();
  const run = await stoppedAt(it, 'OpenIncident');
  // A function of the first drive that was still at work took the claim.
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-1')) });
  await redriven(it, run);
  expect(it.ports.journal.incidents.get('sessions')).toMatchObject({ intent: { owner: `${arnOf('run-1')}#1` } });
  expect(claimOf(it)).toBeUndefined();
});

test('what a stopped run left is finished by Reconcile, once the run is proven dead, redriven or not', async () => {
  const it = stage();
  const run = await stoppedAt(it, 'PublishParameters');
  await redriven(it, run);
  it.endings.set(arnOf('run-1'), { state: 'ended', at: new Date(run.clock.now()) });
  const turn = () =>
    reconcileDatastore(it.ports, {
      settings: it.settings,
      name: 'sessions',
      datastore: sessions,
      requestId: 'request-1',
    });
  it.reality.now = run.clock.now() + 30_000;
  expect(await turn()).toBe('hold');
  it.reality.now = run.clock.now() + 61_000;
  expect(await turn()).toBe('finish');
  expect(claimOf(it)).toBeUndefined();
});
