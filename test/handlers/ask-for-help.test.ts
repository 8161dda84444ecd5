import { expect, test } from '@jest/globals';
import * as catalogue from '../../functions/contract/errors.ts';
import { askForHelp } from '../../functions/handlers/ask-for-help.ts';
import { type Stage, stage } from '../support/ports.ts';
import { aRun, arnOf, claimBy, executionOf, holding, setIncident } from '../support/run.ts';
import { east, instant, now, west } from '../support/sessions.ts';

const failure = { Error: 'PromotionTimedOut', Cause: '{"errorMessage":"301 s after the call"}' };
const ask = (it: Stage, state: object = { ...holding(it), error: failure }) =>
  askForHelp(it.ports, it.settings)({ state: { error: failure, ...state }, execution: executionOf('run-1') });
const claimOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.claim;
const called = (it: Stage) => {
  const intent = {
    epoch: { counter: 2, region: west },
    owner: arnOf('run-1'),
    from: east,
    to: west,
    calledAt: instant(now),
    kind: 'promote' as const,
    replaces: [],
  };
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-1')), intent });
  return { run: aRun() };
};

test('people first, then machines, then the journal; the claim is released', async () => {
  const it = stage();
  expect(await ask(it)).toEqual({ told: ['people', 'machines', 'journal', 'nextRun'] });
  expect(it.hooks.calls).toEqual(['journal.readIncident', 'pager.page', 'bus.emit', 'journal.note', 'journal.release']);
  expect(it.pages).toMatchObject([{ subject: 'HELP: failover of sessions in us-west-2 failed: PromotionTimedOut' }]);
  expect(it.events).toEqual([
    {
      type: 'Failover Failed',
      detail: { datastore: 'sessions', region: west, execution: arnOf('run-1'), error: 'PromotionTimedOut' },
    },
  ]);
  expect(it.ports.journal.notes.get('run-1')).toBe(it.pages[0]?.body);
  expect(claimOf(it)).toBeUndefined();
});

test.each([
  [['machines', 'journal', 'nextRun'], ['pager.page']],
  [['people', 'journal', 'nextRun'], ['bus.emit']],
  [
    ['people', 'machines'],
    ['journal.readIncident', 'journal.note', 'journal.release'],
  ],
])('told %j with %j down', async (told, down) => {
  const it = stage();
  for (const call of down) it.hooks.fail(call);
  expect(await ask(it)).toEqual({ told });
  expect(it.lines).toContainEqual(expect.objectContaining({ message: 'could not tell' }));
});

test('with neither people nor machines told it fails, after the journal had its turn', async () => {
  const it = stage();
  it.hooks.fail('pager.page');
  it.hooks.fail('bus.emit');
  await expect(ask(it)).rejects.toThrow('neither SNS nor EventBridge');
  expect(it.ports.journal.notes.has('run-1')).toBe(true);
});

test('a note that fails does not keep the claim', async () => {
  const it = stage();
  it.hooks.fail('journal.note');
  await ask(it);
  expect(claimOf(it)).toBeUndefined();
});

test('says what was done by its own noted call, and nothing of another run’s', async () => {
  const it = stage();
  await ask(it, called(it));
  expect(it.pages[0]?.body).toMatch(/the promotion of us-west-2 was noted at .*; it may not have been sent$/m);

  const other = stage();
  called(other);
  const intent = other.ports.journal.incidents.get('sessions')?.intent;
  if (intent) setIncident(other.ports.journal.incidents, { intent: { ...intent, owner: arnOf('other') } });
  await ask(other, { run: aRun() });
  expect(other.pages[0]?.body).toContain('nothing was promoted and nothing was published by this run');
});

test('holds the command that promotes this Region without us', async () => {
  const it = stage();
  await ask(it);
  expect(it.pages[0]?.body).toContain(
    'aws elasticache failover-global-replication-group --region us-west-2 --global-replication-group-id ldgnf-sessions --primary-region us-west-2 --primary-replication-group-id sessions-usw2',
  );

  const unknown = stage();
  await ask(unknown, { datastore: 'carts' });
  expect(unknown.pages[0]?.body).not.toContain('failover-global-replication-group');
});

test('with the journal down it admits that it does not know', async () => {
  const it = stage();
  it.hooks.fail('journal.readIncident');
  await ask(it);
  expect(it.pages[0]?.body).toContain('a promotion may have been called');
});

test("another run's claim is not released", async () => {
  const it = stage();
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('other')) });
  await ask(it, { run: aRun() });
  expect(claimOf(it)?.owner).toBe(arnOf('other'));
});

test('a failure of the first state leaves only the request: its name is looked up, never used as it is', async () => {
  const known = stage();
  await ask(known, { datastore: 'sessions' });
  expect(known.pages).toMatchObject([{ subject: expect.stringContaining('failover of sessions') }]);

  for (const datastore of ['carts', { $ne: 1 }, undefined]) {
    const it = stage();
    expect(await ask(it, { datastore })).toMatchObject({ told: ['people', 'machines', 'journal', 'nextRun'] });
    expect(it.pages).toMatchObject([{ subject: expect.stringContaining('failover of a datastore') }]);
    expect(it.ports.journal.notes.size).toBe(0);
  }
});

test.each(Object.entries(catalogue))('%s comes with its remedy', async (name, Failure) => {
  const it = stage();
  await ask(it, { run: aRun(), error: { Error: name } });
  expect(it.pages[0]?.body).toContain(new Failure('').remedy);
});
