import { expect, test } from '@jest/globals';
import { openIncident } from '../../functions/handlers/open-incident.ts';
import { type Stage, stage } from '../support/ports.ts';
import { arnOf, claimBy, executionOf, setIncident } from '../support/run.ts';
import { ago, instant, now } from '../support/sessions.ts';

const open = ({ ports, settings }: Stage, request: unknown, name = 'run-1') =>
  openIncident(ports, settings)({ request, execution: executionOf(name) });
const claimOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.claim;
const heldBy = (parts: Parameters<typeof claimBy>[1] = {}): Stage => {
  const it = stage();
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('other'), parts) });
  return it;
};
const byAlarm = { datastore: 'sessions', requestedBy: 'alarm' };

test('a name is enough: a manual failover, and the datastore is claimed', async () => {
  const it = stage();
  expect(await open(it, { datastore: 'sessions' })).toEqual({
    datastore: 'sessions',
    mode: 'failover',
    trigger: 'manual',
    override: [],
    execution: executionOf('run-1'),
    openedAt: instant(now),
    claim: 'held',
    waits: { poll: 1, approval: 900 },
  });
  expect(claimOf(it)).toEqual(claimBy(arnOf('run-1')));
});

test.each([
  ['automatic', 'alarm'],
  ['automatic', 'reconcile'],
  ['manual', 'ada'],
  ['manual', 'Alarm'],
])('%s where %s asks', async (trigger, requestedBy) => {
  expect(await open(stage(), { datastore: 'sessions', requestedBy })).toMatchObject({ trigger });
});

test.each<[field: RegExp, request: unknown]>([
  [/datastore/, {}],
  [/datastore/, { datastore: 7 }],
  [/datastore/, { datastore: '../carts' }],
  [/mode/, { datastore: 'sessions', mode: 'switchover' }],
  [/override/, { datastore: 'sessions', override: 'RolesUnclear' }],
  [/override\[0\]/, { datastore: 'sessions', override: ['Everything'] }],
  [/expectedPrimary/, { datastore: 'sessions', expectedPrimary: 'here' }],
  [/"forse"/, { datastore: 'sessions', forse: true }],
  [/the input/, 'sessions'],
  [/the input/, ['sessions']],
  [/the input/, null],
])('InvalidRequest names the field %s and lists what is known: %j', async (field, request) => {
  const it = stage();
  const refusal = open(it, request);
  await expect(refusal).rejects.toMatchObject({ name: 'InvalidRequest' });
  await expect(refusal).rejects.toThrow(field);
  await expect(refusal).rejects.toThrow(
    'known fields: datastore, mode, reason, requestedBy, override, expectedPrimary; configured datastores: sessions',
  );
  expect(it.hooks.calls).toEqual([]);
});

test.each<[string | undefined, RegExp]>([
  [undefined, /^requestedBy: no name is given; put your own: waiving DataUnknown, LossAboveLimit may lose data/],
  ['YOUR NAME', /^requestedBy: "your name" is no person's name/],
  [' ', /^requestedBy: the name is empty/],
  ['Alarm', /^requestedBy: "alarm" is no person's name/],
])('waiving what may lose data takes a name, and %j is none', async (requestedBy, why) => {
  const it = stage();
  const request = {
    datastore: 'sessions',
    override: ['NotPersistent', 'DataUnknown', 'LossAboveLimit'],
    ...(requestedBy && { requestedBy }),
  };
  await expect(open(it, request)).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: expect.stringMatching(why),
  });
  expect(it.hooks.calls).toEqual([]);
  expect(await open(it, { ...request, mode: 'dry-run' })).toMatchObject({ claim: 'none' });
  expect(await open(it, { ...request, override: ['NotPersistent'] })).toMatchObject({ claim: 'held' });
  expect(await open(stage(), { ...request, requestedBy: 'ada' })).toMatchObject({ claim: 'held' });
});

test('UnknownDatastore lists those that are configured, and nothing was changed', async () => {
  const it = stage();
  const refusal = open(it, { datastore: 'constructor' });
  await expect(refusal).rejects.toMatchObject({
    name: 'UnknownDatastore',
    message: expect.stringContaining('sessions'),
  });
  expect(it.hooks.calls).toEqual([]);
});

test('a dry run claims nothing', async () => {
  const it = stage();
  expect(await open(it, { datastore: 'sessions', mode: 'dry-run' })).toMatchObject({ claim: 'none' });
  expect(it.hooks.calls).toEqual([]);
});

test('may be retried: the claim of the same execution is renewed', async () => {
  const it = stage();
  await open(it, byAlarm);
  it.reality.now += 5000;
  expect(await open(it, byAlarm)).toMatchObject({ claim: 'held' });
  expect(claimOf(it)).toMatchObject({ owner: arnOf('run-1'), since: instant(now + 5000) });
});

test('a living run is not disturbed, not even by a human', async () => {
  for (const request of [byAlarm, { datastore: 'sessions' }])
    expect(await open(heldBy(), request)).toMatchObject({ claim: 'refused', claimedBy: arnOf('other') });
});

test('a run that only waits gives way to a human at once, and to another alarm once that would promote', async () => {
  const it = heldBy({ yielding: true });
  expect(await open(it, byAlarm)).toMatchObject({ claim: 'contended', claimedBy: arnOf('other') });
  expect(claimOf(it)?.owner).toBe(arnOf('other'));
  expect(await open(it, { datastore: 'sessions' })).toMatchObject({ claim: 'held' });
  expect(claimOf(it)?.owner).toBe(arnOf('run-1'));
});

test.each([
  ['held', 'proven dead', { state: 'ended' as const, at: new Date(ago(61)) }],
  ['refused', 'ended, but its last function may still act', { state: 'ended' as const, at: new Date(ago(59)) }],
  ['refused', 'not known to Step Functions: no proof of death', { state: 'gone' as const }],
])('%s where the owner is %s', async (claim, _, ending) => {
  const it = heldBy();
  it.endings.set(arnOf('other'), ending);
  expect(await open(it, byAlarm)).toMatchObject({ claim });
});

test.each([{ datastore: 'sessions' }, byAlarm])(
  'ReconcileAtWork while its claim of seconds stands, and nothing was changed: %j',
  async (request) => {
    const it = stage();
    const reconcile = claimBy('reconcile/1', { since: instant(ago(60)) });
    setIncident(it.ports.journal.incidents, { claim: reconcile });
    await expect(open(it, request)).rejects.toMatchObject({ name: 'ReconcileAtWork' });
    expect(claimOf(it)).toEqual(reconcile);

    it.reality.now += 1;
    expect(await open(it, request)).toMatchObject({ claim: 'held' });
  },
);

test('Reconcile that comes first by a moment is waited for too', async () => {
  const it = stage();
  it.hooks.before('journal.claim', () =>
    setIncident(it.ports.journal.incidents, { claim: claimBy('reconcile/1', { since: instant(now) }) }),
  );
  await expect(open(it, byAlarm)).rejects.toMatchObject({ name: 'ReconcileAtWork' });
});

test('of two at once, one holds it, and the other says who', async () => {
  const it = stage();
  const both = await Promise.all([open(it, byAlarm, 'run-1'), open(it, byAlarm, 'run-2')]);
  expect(both.map(({ claim }) => claim).sort()).toEqual(['held', 'refused']);
  expect(both.find(({ claim }) => claim === 'refused')?.claimedBy).toBe(claimOf(it)?.owner);
});

test('an owner that stopped waiting meanwhile keeps its claim', async () => {
  const it = heldBy({ yielding: true });
  it.hooks.before('journal.claim', () => setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('other')) }));
  expect(await open(it, { datastore: 'sessions' })).toMatchObject({ claim: 'refused' });
});
