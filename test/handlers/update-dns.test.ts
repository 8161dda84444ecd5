import { expect, test } from '@jest/globals';
import type { Intent } from '../../functions/contract/journal.ts';
import { updateDns } from '../../functions/handlers/update-dns.ts';
import { epochRecord, record, type Stage, stage, switchParameter } from '../support/ports.ts';
import { aRun, claimBy, setIncident } from '../support/run.ts';
import { configWith, east, endpointOf, instant, now, west } from '../support/sessions.ts';
import { third, threeView } from '../support/three-regions.ts';

const run = aRun();
const intent: Intent = {
  epoch: { counter: 2, region: west },
  owner: run.execution.id,
  from: east,
  to: west,
  calledAt: instant(now),
  kind: 'promote',
  replaces: [endpointOf(east)],
};
const promoted = (parts: Parameters<typeof stage>[0] = {}): Stage => {
  const it = stage(parts);
  it.reality.primary = west;
  setIncident(it.ports.journal.incidents, { claim: claimBy(run.execution.id), intent, epoch: intent.epoch });
  return it;
};
const update = (it: Stage, of = run) => updateDns(it.ports, it.settings)({ state: { run: of } });

test('leads the record here, its epoch beside it, in one batch', async () => {
  const it = promoted();
  expect(await update(it)).toMatchObject({ outcome: 'changed' });
  expect(it.hooks.changes).toEqual([`change ${record}=${endpointOf(west)} ${epochRecord}="2 ${west}"`]);
});

test('may be retried: what is so already is left alone', async () => {
  const it = promoted();
  await update(it);
  expect(await update(it)).toEqual({ outcome: 'already-so' });
});

test('an existing record is ours only by endpoints that were published: when the intent was accepted, or ever before', async () => {
  const it = promoted();
  setIncident(it.ports.journal.incidents, { intent: { ...intent, replaces: [] } });
  await expect(update(it)).rejects.toMatchObject({ name: 'RecordConflict' });
  expect(it.hooks.changes).toEqual([]);

  it.ports.journal.reconciles.set('sessions', {
    datastore: 'sessions',
    sawItselfSecondary: true,
    attempts: 0,
    knownHosts: [endpointOf(east)],
  });
  expect(await update(it)).toMatchObject({ outcome: 'changed' });
});

test('without a configured record there is nothing to do', async () => {
  const it = promoted({ config: configWith({ dns: 'none' }) });
  expect(await update(it)).toEqual({ outcome: 'not-configured' });
  expect(it.hooks.calls).toEqual([]);
});

test.each<[string, (it: Stage) => void]>([
  ['ClaimLost', ({ ports }) => setIncident(ports.journal.incidents, { claim: claimBy('another') })],
  ['SwitchedOff', ({ ports }) => ports.parameters.set(west, switchParameter, 'off')],
  [
    'PublicationFailed',
    ({ reality }) => {
      reality.primary = east;
    },
  ],
  ['AnotherRegionPromoted', ({ reality }) => reality.views.set(west, threeView(third))],
  ['ServiceUnavailable', ({ hooks }) => hooks.fail('records.change')],
  ['ServiceUnavailable', ({ hooks }) => hooks.fail('records.read')],
])('%s, and the record stays', async (name, happen) => {
  const it = promoted();
  happen(it);
  await expect(update(it)).rejects.toMatchObject({ name });
  expect(it.ports.records.sets[0]?.values).toEqual([endpointOf(east)]);
});
