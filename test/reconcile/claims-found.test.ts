import { expect, test } from '@jest/globals';
import type { Intent } from '../../functions/contract/journal.ts';
import { reconcileDatastore } from '../../functions/reconcile/reconcile-datastore.ts';
import { endpointParameter, type Stage, stage } from '../support/ports.ts';
import { arnOf, claimBy, setIncident } from '../support/run.ts';
import { ago, east, endpointOf, instant, now, sessions, west } from '../support/sessions.ts';

const turn = (it: Stage) =>
  reconcileDatastore(it.ports, {
    settings: it.settings,
    name: 'sessions',
    datastore: sessions,
    requestId: 'request-1',
  });
const incidentOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions');

/** A run waits for people while somebody promotes by hand. */
const overtaken = (): Stage => {
  const it = stage();
  it.reality.primary = west;
  it.ports.journal.reconciles.set('sessions', {
    datastore: 'sessions',
    sawItselfSecondary: true,
    secondaryAtEpoch: { counter: 1, region: east },
    attempts: 0,
  });
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-1'), { yielding: true }) });
  return it;
};

test('a promotion by hand is adopted at once, though a run waits for people: it takes the claim over', async () => {
  const it = overtaken();
  expect(await turn(it)).toBe('adopt');
  expect(it.hooks.changes).toEqual([
    `accept 2 ${west}`,
    `write ${endpointParameter}`,
    expect.stringMatching(/^change /),
  ]);
  expect(incidentOf(it)).not.toHaveProperty('claim');
  expect(it.started).toEqual([]);
});

test('a run that stopped waiting meanwhile keeps its claim', async () => {
  const it = overtaken();
  it.hooks.before('journal.claim', () => setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-1')) }));
  await turn(it);
  expect(it.hooks.changes).toEqual([]);
  expect(incidentOf(it)?.claim).toEqual(claimBy(arnOf('run-1')));
});

test('with nothing to do, the claim of a run that waits is left alone, and nothing is started beside it', async () => {
  const it = stage();
  const claim = claimBy(arnOf('run-1'), { yielding: true });
  setIncident(it.ports.journal.incidents, { claim });
  expect(await turn(it)).toBe('settled');
  expect(incidentOf(it)?.claim).toEqual(claim);
  expect([it.hooks.changes, it.started]).toEqual([[], []]);
});

const intent: Intent = {
  epoch: { counter: 2, region: west },
  owner: arnOf('run-1'),
  from: east,
  to: west,
  calledAt: instant(ago(300)),
  kind: 'promote',
  replaces: [endpointOf(east)],
};

test('whether the owner of an intent lives is asked until its record is published, and not for ever after', async () => {
  const it = stage();
  setIncident(it.ports.journal.incidents, { intent });
  await turn(it);
  expect(it.hooks.calls.filter((call) => call === 'executions.status')).toHaveLength(1);
  setIncident(it.ports.journal.incidents, { intent: { ...intent, publishedAt: instant(now) } });
  await turn(it);
  expect(it.hooks.calls.filter((call) => call === 'executions.status')).toHaveLength(1);
});

test('Step Functions failing is a doubt about the claim, and fails nothing else', async () => {
  const it = stage();
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-1')), intent });
  it.hooks.fail('executions.status');
  expect(await turn(it)).toBe('hold');
  expect(it.hooks.changes).toEqual([]);
  expect(it.ports.journal.reconciles.get('sessions')).toMatchObject({ sawItselfSecondary: true });
});

test.each<[string, Parameters<Stage['endings']['set']>[1], number]>([
  ['ended', { state: 'ended', at: new Date(ago(61)) }, 600],
  ['forgotten by Step Functions', { state: 'gone' }, 180_061],
])('the claim of a run that is %s is freed, though there is nothing else to do', async (_, ending, seconds) => {
  const it = stage();
  it.reality.dark.clear();
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-1'), { since: instant(ago(seconds)) }) });
  it.endings.set(arnOf('run-1'), ending);
  expect(await turn(it)).toBe('settled');
  expect(incidentOf(it)).not.toHaveProperty('claim');
});

test('what is freed is the dead claim alone, never one that was taken meanwhile', async () => {
  const it = stage();
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-1')) });
  it.endings.set(arnOf('run-1'), { state: 'ended', at: new Date(ago(61)) });
  it.hooks.before('journal.claim', () => setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-2')) }));
  await turn(it);
  expect(incidentOf(it)?.claim?.owner).toBe(arnOf('run-2'));
});

test.each([
  ['the claim', east, (since: string) => ({ claim: claimBy(arnOf('run-1'), { since }) })],
  [
    'the claim of one that waits',
    east,
    (since: string) => ({ claim: claimBy(arnOf('run-1'), { since, yielding: true }) }),
  ],
  ['an unpublished intent', west, (calledAt: string) => ({ intent: { ...intent, calledAt } })],
])('%s of a run that is at work longer than any needs is paged', async (_, primary, incident) => {
  const { persistence, grace, approval, promotion } = sessions.policy;
  const longest = persistence + grace + promotion + approval + promotion + 600;
  const after = async (seconds: number) => {
    const it = stage();
    it.reality.primary = primary;
    setIncident(it.ports.journal.incidents, incident(instant(ago(seconds))));
    await turn(it);
    return it.pages;
  };
  expect(await after(longest)).toEqual([]);
  expect(await after(longest + 1)).toMatchObject([
    { subject: expect.stringContaining('RunAtWork'), body: expect.stringContaining(arnOf('run-1')) },
  ]);
});
