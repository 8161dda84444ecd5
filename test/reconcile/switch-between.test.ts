import { beforeEach, expect, test } from '@jest/globals';
import type { Intent } from '../../functions/contract/journal.ts';
import { canonical } from '../../functions/domain/published-record.ts';
import { reconcileDatastore } from '../../functions/reconcile/reconcile-datastore.ts';
import { endpointParameter, epochRecord, record, type Stage, stage, switchParameter } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { arnOf, setIncident } from '../support/run.ts';
import { ago, east, endpointOf, instant, now, sessions, west } from '../support/sessions.ts';

const intent: Intent = {
  epoch: { counter: 2, region: west },
  owner: arnOf('run-1'),
  from: east,
  to: west,
  calledAt: instant(ago(300)),
  kind: 'promote',
  replaces: [endpointOf(east)],
};

/** A run ended between its promotion and its publication: `Reconcile` publishes, and leads the record. */
let it: Stage;
beforeEach(() => {
  it = stage();
  it.reality.primary = west;
  setIncident(it.ports.journal.incidents, { intent, epoch: intent.epoch });
  it.endings.set(arnOf('run-1'), { state: 'ended', at: new Date(ago(61)) });
});

const turn = () =>
  reconcileDatastore(it.ports, {
    settings: it.settings,
    name: 'sessions',
    datastore: sessions,
    requestId: 'request-1',
  });
const led = `change ${record}=${endpointOf(west)} ${epochRecord}="2 ${west}"`;
const turnTo = (word: string) => () => it.ports.parameters.set(west, switchParameter, word);

test.each(['off', 'observe', 'nonsense'])(
  'turned to %s within a turn of Reconcile, before it publishes: nothing is changed, and the claim is given back',
  async (word) => {
    it.hooks.after('journal.claim', turnTo(word));
    expect(await turn()).toBe('AutomationOff');
    expect(it.hooks.changes).toEqual([]);
    expect(it.ports.journal.incidents.get('sessions')).not.toHaveProperty('claim');
  },
);

test('turned off once it is published: the record is not led; on again, the next turn leads it', async () => {
  it.hooks.after('parameters.write', turnTo('off'));
  expect(await turn()).toBe('AutomationOff');
  expect(it.hooks.changes).toEqual([`write ${endpointParameter}`]);

  it.ports.parameters.remove(west, switchParameter);
  expect(await turn()).toBe('settled');
  expect(it.hooks.changes).toEqual([`write ${endpointParameter}`, led]);
});

test('turned off before another Region’s record is copied: it is not copied', async () => {
  it = stage();
  it.reality.dark.clear();
  it.reality.position += 10;
  it.ports.parameters.set(east, endpointParameter, canonical(recordOf(east, 7)));
  it.hooks.after('journal.claim', turnTo('off'));
  expect(await turn()).toBe('AutomationOff');
  expect(it.hooks.changes).toEqual([]);
});

test('turned off before a record that leads elsewhere is mended: it stays as it is', async () => {
  it.ports.parameters.set(west, endpointParameter, canonical(recordOf(west, 2)));
  setIncident(it.ports.journal.incidents, { intent: { ...intent, publishedAt: instant(now) }, epoch: intent.epoch });
  it.hooks.after('journal.claim', turnTo('off'));
  expect(await turn()).toBe('AutomationOff');
  expect(it.hooks.changes).toEqual([]);
});
