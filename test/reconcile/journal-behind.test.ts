import { expect, test } from '@jest/globals';
import { assessHealth } from '../../functions/handlers/assess-health.ts';
import { promoteRegion } from '../../functions/handlers/promote-region.ts';
import { reconcileDatastore } from '../../functions/reconcile/reconcile-datastore.ts';
import { endpointParameter, epochRecord, record, type Stage, stage } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { aRun, holding, setIncident } from '../support/run.ts';
import { east, endpointOf, sessions, west } from '../support/sessions.ts';

const requestId = 'request-1';
const turn = (it: Stage) =>
  reconcileDatastore(it.ports, { settings: it.settings, name: 'sessions', datastore: sessions, requestId });
const journaled = (it: Stage) => it.ports.journal.incidents.get('sessions')?.epoch;

const leadTo = ({ ports }: Stage, host: string): void => {
  ports.records.sets[0] = { name: record, type: 'CNAME', ttl: 5, values: [host], routed: false };
};

/** us-west-2 is the primary and published at epoch 3; its table was made anew. */
const restored = (): Stage => {
  const it = stage();
  it.reality.primary = west;
  it.ports.parameters.set(west, endpointParameter, JSON.stringify(recordOf(west, 3)));
  leadTo(it, endpointOf(west));
  it.ports.records.sets[1] = { name: epochRecord, type: 'TXT', ttl: 5, values: [`"3 ${west}"`], routed: false };
  return it;
};

test('a table made anew: nothing is written, not even the record that somebody led elsewhere, and people are told once', async () => {
  const it = restored();
  leadTo(it, endpointOf(east));
  for (const _ of ['first', 'second']) {
    expect(await turn(it)).toBe('JournalBehind');
    it.reality.now += 60_000;
  }
  expect(it.hooks.changes).toEqual([]);
  expect(journaled(it)).toBeUndefined();
  expect(it.pages).toMatchObject([{ subject: `DIFFERENCE: sessions in ${west}: JournalBehind` }]);
});

test('a person confirms: an epoch above everything that can be read ends it', async () => {
  const it = restored();
  const run = aRun({ trigger: 'manual', override: ['JournalBehind'] });
  const state = holding(it, run);
  expect(await assessHealth(it.ports, it.settings)({ state })).toMatchObject({ decision: { action: 'adopt' } });
  expect(await promoteRegion(it.ports, it.settings)({ state })).toMatchObject({ epoch: { counter: 4, region: west } });
  expect(journaled(it)).toEqual({ counter: 4, region: west });

  await it.ports.journal.release('sessions', run.execution.id);
  it.endings.set(run.execution.id, { state: 'ended', at: new Date(it.reality.now) });
  it.reality.now += 61_000;
  expect(await turn(it)).toBe('finish');
  expect(await turn(it)).toBe('settled');
});

test('an epoch that is accepted and published between two readings at once is no such sign', async () => {
  const it = restored();
  // The first look at the journal is of before.
  it.hooks.after('journal.readIncident', () =>
    setIncident(it.ports.journal.incidents, { epoch: { counter: 3, region: west } }),
  );
  expect(await turn(it)).toBe('settled');
  expect(it.hooks.calls.filter((call) => call === 'journal.readIncident').length).toBeGreaterThan(1);
});

test('where the journal lags behind what another Region published, it is no such sign', async () => {
  const it = stage();
  it.reality.dark.clear();
  expect(await turn(it)).toBe('settled');
  expect(it.ports.parameters.current(west, endpointParameter)?.value).toContain(east);
  expect(it.pages).toEqual([]);
});
