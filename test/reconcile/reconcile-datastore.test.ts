import { expect, test } from '@jest/globals';
import type { Intent, ReconcileMemory } from '../../functions/contract/journal.ts';
import { canonical } from '../../functions/domain/published-record.ts';
import { reconcileDatastore } from '../../functions/reconcile/reconcile-datastore.ts';
import { endpointParameter, epochRecord, record, type Stage, stage, switchParameter } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { arnOf, claimBy, setIncident } from '../support/run.ts';
import { ago, east, endpointOf, groupView, instant, now, sessions, west } from '../support/sessions.ts';

const turn = (it: Stage, requestId = 'request-1') =>
  reconcileDatastore(it.ports, { settings: it.settings, name: 'sessions', datastore: sessions, requestId });
const published = ({ ports }: Stage) => ports.parameters.current(west, endpointParameter)?.value;
const incidentOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions');
const memoryOf = ({ ports }: Stage) => ports.journal.reconciles.get('sessions');
const remember = ({ ports }: Stage, parts: Partial<ReconcileMemory>) =>
  ports.journal.reconciles.set('sessions', { datastore: 'sessions', sawItselfSecondary: false, attempts: 0, ...parts });
/** Both Regions healthy, us-east-1 primary and published. */
const calm = (): Stage => {
  const it = stage();
  it.reality.dark.clear();
  it.reality.position += 10;
  return it;
};
/** us-west-2 was promoted; us-east-1 is dark. */
const promoted = (): Stage => {
  const it = stage();
  it.reality.primary = west;
  return it;
};
const intent: Intent = {
  epoch: { counter: 2, region: west },
  owner: arnOf('run-1'),
  from: east,
  to: west,
  calledAt: instant(ago(300)),
  kind: 'promote',
  replaces: [endpointOf(east)],
};
const led = `change ${record}=${endpointOf(west)} ${epochRecord}="2 ${west}"`;
/** A run died between its promotion and its publication. */
const interrupted = (): Stage => {
  const it = promoted();
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-1')), intent, epoch: intent.epoch });
  it.endings.set(arnOf('run-1'), { state: 'ended', at: new Date(ago(61)) });
  return it;
};

test('in calm it changes nothing, pages nobody, and remembers what it saw of itself', async () => {
  const it = calm();
  expect(await turn(it)).toBe('settled');
  expect(it.hooks.changes).toEqual([]);
  expect(it.pages).toEqual([]);
  expect(it.started).toEqual([]);
  expect(memoryOf(it)).toEqual({
    datastore: 'sessions',
    sawItselfSecondary: true,
    secondaryAtEpoch: { counter: 1, region: east },
    knownHosts: [endpointOf(east)],
    attempts: 0,
  });
});

test('finishes what a dead run began: its own epoch, then DNS; and is settled after it', async () => {
  const it = interrupted();
  expect(await turn(it)).toBe('finish');
  expect(published(it)).toBe(canonical(recordOf(west, 2, { promotedAt: intent.calledAt })));
  expect(it.hooks.changes).toEqual([`write ${endpointParameter}`, led]);
  expect(incidentOf(it)).toMatchObject({ intent: { publishedAt: instant(now) } });
  expect(incidentOf(it)).not.toHaveProperty('claim');

  expect(await turn(it)).toBe('settled');
  expect(it.hooks.changes).toHaveLength(2);
});

test('beside a run that may live it does nothing, and pages nobody', async () => {
  const it = interrupted();
  it.endings.clear();
  expect(await turn(it)).toBe('hold');
  expect([it.hooks.changes, it.pages, it.started]).toEqual([[], [], []]);
});

test('adopts a promotion by hand under a new epoch, above whatever the Region that is dark may have taken', async () => {
  const it = promoted();
  remember(it, { sawItselfSecondary: true, secondaryAtEpoch: { counter: 1, region: east } });
  expect(await turn(it)).toBe('adopt');
  expect(it.hooks.changes).toEqual([`accept 2 ${west}`, `write ${endpointParameter}`, led]);
  expect(published(it)).toBe(canonical(recordOf(west, 2, { promotedAt: instant(now) })));
});

test('publishes for the first time, without a promotion time, creating the records', async () => {
  const it = calm();
  it.reality.primary = west;
  for (const region of [east, west]) it.ports.parameters.remove(region, endpointParameter);
  it.ports.records.sets.splice(0);
  expect(await turn(it)).toBe('first');
  expect(published(it)).toBe(canonical(recordOf(west, 1)));
  expect(it.hooks.changes).toEqual([
    `accept 1 ${west}`,
    `write ${endpointParameter}`,
    `nudge ${east}`,
    `change ${record}=${endpointOf(west)} ${epochRecord}="1 ${west}"`,
  ]);
});

test('copies a higher record that its own Region confirms, even as a returning old primary, and leaves DNS to that Region', async () => {
  const it = calm();
  it.ports.parameters.set(east, endpointParameter, canonical(recordOf(east, 7)));
  it.reality.views.set(west, groupView(west));
  expect(await turn(it)).toBe('copy');
  expect(published(it)).toBe(canonical(recordOf(east, 7)));
  expect(it.hooks.changes).toEqual([`write ${endpointParameter}`]);
  expect(incidentOf(it)).toMatchObject({ epoch: { counter: 7, region: east } });
});

test('a returning old primary never publishes itself: it holds and pages', async () => {
  const it = promoted();
  it.reality.dark.clear();
  it.reality.views.set(east, groupView(east));
  remember(it, { sawItselfSecondary: true, secondaryAtEpoch: { counter: 0, region: east } });
  expect(await turn(it)).toBe('RolesUnclear');
  expect(it.hooks.changes).toEqual([]);
  expect(it.pages).toMatchObject([{ subject: 'DIFFERENCE: sessions in us-west-2: RolesUnclear' }]);
});

test('mends the record that somebody led elsewhere, and not while its resolver is silent', async () => {
  const mended = () => {
    const it = promoted();
    it.ports.parameters.set(west, endpointParameter, canonical(recordOf(west, 1)));
    it.ports.records.sets[1] = { name: epochRecord, type: 'TXT', ttl: 5, values: [`"1 ${west}"`], routed: false };
    const epoch = { counter: 1, region: west };
    setIncident(it.ports.journal.incidents, { epoch, intent: { ...intent, publishedAt: instant(now) } });
    return it;
  };
  const it = mended();
  expect(await turn(it)).toBe('settled');
  expect(it.hooks.changes).toEqual([`change ${record}=${endpointOf(west)}`]);

  const failing = mended();
  failing.hooks.fail('records.change');
  expect(await turn(failing)).toBe('RecordNotChanged');
  expect(failing.pages[0]?.body).toContain(`${record} should lead to ${endpointOf(west)}`);

  const silent = mended();
  silent.hooks.fail('functions.touch');
  await turn(silent);
  expect(silent.hooks.changes).toEqual([]);
});

test.each(['off', 'observe'])('with the switch at %s it says what it would do, and changes nothing', async (word) => {
  const it = interrupted();
  it.ports.parameters.set(west, switchParameter, word);
  expect(await turn(it)).toBe('AutomationOff');
  expect(it.hooks.changes).toEqual([]);
  expect(it.pages[0]?.body).toContain('the step "finish" is to be taken');
});

test('another run that was faster is no difference: nobody is paged', async () => {
  const it = interrupted();
  it.hooks.before('journal.claim', () =>
    setIncident(it.ports.journal.incidents, { claim: claimBy('reconcile/another') }),
  );
  expect(await turn(it)).toBe('finish');
  expect([it.hooks.changes, it.pages, it.metrics]).toEqual([[], [], []]);
  expect(incidentOf(it)?.claim?.owner).toBe('reconcile/another');
});

test.each(['parameters.write', 'records.change'])(
  '%s failing is told, the claim is released, and the next minute converges',
  async (call) => {
    const it = interrupted();
    it.hooks.fail(call);
    await turn(it);
    expect(it.pages).toHaveLength(1);
    expect(incidentOf(it)).not.toHaveProperty('claim');

    it.hooks.before(call, () => {});
    it.reality.now += 60_000;
    await turn(it);
    expect(published(it)).toBe(canonical(recordOf(west, 2, { promotedAt: intent.calledAt })));
    expect(it.ports.records.sets.map(({ values }) => values[0])).toEqual([endpointOf(west), `"2 ${west}"`]);
  },
);

test('without a journal it changes nothing, and fails', async () => {
  const it = interrupted();
  it.hooks.fail('journal.readIncident');
  await expect(turn(it)).rejects.toThrow('journal.readIncident is down');
  expect(it.hooks.changes).toEqual([]);
});

test('a record that did not follow is told as that: the endpoint was published, and where the record should lead', async () => {
  const it = interrupted();
  it.hooks.fail('records.change');
  expect(await turn(it)).toBe('RecordNotChanged');
  expect(published(it)).toBe(canonical(recordOf(west, 2, { promotedAt: intent.calledAt })));
  expect(it.pages[0]?.body).toContain(`${record} should lead to ${endpointOf(west)}: ServiceUnavailable`);
});
