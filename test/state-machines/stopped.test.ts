import { expect, test } from '@jest/globals';
import { Outcome } from '../../functions/contract/execution.ts';
import { type Stage, stage, switchParameter } from '../support/ports.ts';
import { claimBy, setIncident } from '../support/run.ts';
import { instant, now, west } from '../support/sessions.ts';
import { runWorkflow } from './run-workflow.ts';

const byAlarm = { datastore: 'sessions', requestedBy: 'alarm' };
const claimOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.claim;
const outcome = async (run: ReturnType<typeof runWorkflow>) => {
  const end = await run.ended(100);
  return end.status === 'SUCCEEDED' ? Outcome.parse(JSON.parse(end.output)) : end;
};

test.each(['AssessHealth', 'RequestApproval', 'PromoteRegion'])(
  'a claim that is taken over before %s: held, with one page, and the claim is left alone',
  async (name) => {
    const it = stage();
    if (name === 'RequestApproval') it.ports.parameters.set(west, switchParameter, 'approve');
    const run = runWorkflow(it, byAlarm, (handlers) => ({
      [name]: async (payload) => {
        setIncident(it.ports.journal.incidents, { claim: claimBy('another') });
        return handlers[name]?.(payload);
      },
    }));
    const end = await outcome(run);
    expect(end).toMatchObject({ outcome: 'held', reason: expect.stringMatching(/^ClaimLost: another run took /) });
    expect(end).not.toHaveProperty('overrideWith');
    expect(it.pages).toMatchObject([{ subject: 'HELD, nothing changed: sessions in us-west-2' }]);
    expect(it.hooks.changes).toEqual([]);
    expect(claimOf(it)?.owner).toBe('another');
  },
);

test('the second look finds that data arrives: held, with one page and what would overrule it', async () => {
  const it = stage();
  const run = runWorkflow(it, byAlarm, ({ PromoteRegion }) => ({
    PromoteRegion: async (payload) => {
      it.reality.position += 1;
      return PromoteRegion?.(payload);
    },
  }));
  expect(await outcome(run)).toMatchObject({
    outcome: 'held',
    reason: expect.stringMatching(/^PlanChanged: the second look came to hold: DataStillArriving: /),
    overrideWith: { datastore: 'sessions' },
  });
  expect(it.pages).toMatchObject([{ subject: 'HELD, nothing changed: sessions in us-west-2' }]);
  expect(it.hooks.changes).toEqual([]);
  expect(claimOf(it)).toBeUndefined();
});

const claimOfReconcile = ({ ports, reality }: Stage) =>
  setIncident(ports.journal.incidents, { claim: claimBy('reconcile/1', { since: instant(reality.now - 1000) }) });

test('while Reconcile is at work a run waits for it', async () => {
  const it = stage();
  claimOfReconcile(it);
  const run = runWorkflow(it, byAlarm);
  await run.clock.advance(15_000);
  expect(run.entered).toEqual(['OpenIncident']);
  setIncident(it.ports.journal.incidents, { claim: undefined });
  expect(await outcome(run)).toMatchObject({ outcome: 'lossy' });
});

test('Reconcile that died with its claim: the run waits until that is proven, and goes on', async () => {
  const it = stage();
  claimOfReconcile(it);
  const run = runWorkflow(it, byAlarm);
  await run.ended(400);
  expect(run.entered).toEqual(expect.arrayContaining(['AssessHealth']));
  expect(run.clock.now() - now).toBeGreaterThanOrEqual(60_000);
  expect(claimOf(it)).toBeUndefined();
});

test('Reconcile that stays at work: people are told, by name', async () => {
  const it = stage();
  it.hooks.before('journal.readIncident', () => claimOfReconcile(it));
  const run = runWorkflow(it, byAlarm);
  expect(await outcome(run)).toMatchObject({ status: 'FAILED', error: 'ReconcileAtWork' });
  expect(it.pages).toMatchObject([{ subject: expect.stringContaining('ReconcileAtWork') }]);
  expect(claimOf(it)?.owner).toBe('reconcile/1');
});
