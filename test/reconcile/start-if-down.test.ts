import { expect, test } from '@jest/globals';
import { FailoverRequest } from '../../functions/contract/request.ts';
import { reconcileDatastore } from '../../functions/reconcile/reconcile-datastore.ts';
import { type Stage, stage, switchParameter } from '../support/ports.ts';
import { probeMemory } from '../support/readings.ts';
import { arnOf, claimBy, setIncident } from '../support/run.ts';
import { ago, instant, now, sessions, west } from '../support/sessions.ts';

const turn = (it: Stage) =>
  reconcileDatastore(it.ports, {
    settings: it.settings,
    name: 'sessions',
    datastore: sessions,
    requestId: 'request-1',
  });
const started = ({ started }: Stage) => started.map(({ name }) => name);

/** A minute passes, and `Probe` goes on looking. */
const minuteLater = ({ reality, ports }: Stage): void => {
  reality.now += 60_000;
  ports.journal.probes.set('sessions', probeMemory({ lookedAt: reality.now }));
};

test('an outage that nobody acts on starts the workflow, bound to the rules for automatic runs', async () => {
  const it = stage();
  await turn(it);
  expect(started(it)).toEqual(['sessions-20261123T120000000Z-r1']);
  expect(FailoverRequest.parse(JSON.parse(it.started[0]?.input ?? ''))).toMatchObject({
    datastore: 'sessions',
    requestedBy: 'reconcile',
    mode: 'failover',
    override: [],
  });
});

test('as long as it stays bad it starts again, ever less often, each under its own name', async () => {
  const it = stage();
  for (let minute = 0; minute < 16; minute++) {
    await turn(it);
    minuteLater(it);
  }
  expect(started(it)).toEqual([1, 2, 3, 4, 5].map((attempt) => `sessions-20261123T120000000Z-r${attempt}`));
});

test.each<[string, (it: Stage) => void]>([
  ['a run is at work', ({ ports }) => setIncident(ports.journal.incidents, { claim: claimBy(arnOf('run-1')) })],
  [
    'a run waits for people',
    ({ ports }) => setIncident(ports.journal.incidents, { claim: claimBy(arnOf('run-1'), { yielding: true }) }),
  ],
  ['the switch is off', ({ ports }) => ports.parameters.set(west, switchParameter, 'off')],
  ['the switch is unreadable', ({ ports }) => ports.parameters.set(west, switchParameter, '?')],
  [
    'data arrives',
    ({ reality }) => {
      reality.position += 1;
    },
  ],
  ['the primary takes writes', ({ reality }) => reality.dark.clear()],
  [
    'this Region is the primary',
    ({ reality }) => {
      reality.primary = west;
    },
  ],
  [
    'it is not bad for long enough',
    ({ ports }) => ports.journal.probes.set('sessions', probeMemory({ badSince: ago(19) })),
  ],
  ['TouchCache cannot tell', ({ hooks }) => hooks.fail('functions.touch')],
])('nothing is started where %s', async (_, happen) => {
  const it = stage();
  happen(it);
  await turn(it);
  expect(started(it)).toEqual([]);
});

test('a run whose owner is proven dead hinders nobody', async () => {
  const it = stage();
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('run-1')) });
  it.endings.set(arnOf('run-1'), { state: 'ended', at: new Date(ago(61)) });
  await turn(it);
  expect(started(it)).toHaveLength(1);
});

test('with the switch at observe it starts: the run decides and reports', async () => {
  const it = stage();
  it.ports.parameters.set(west, switchParameter, 'observe');
  await turn(it);
  expect(started(it)).toHaveLength(1);
});

test('while forbidden the beginning is remembered, and it starts as soon as it may', async () => {
  const it = stage();
  it.ports.parameters.set(west, switchParameter, 'off');
  await turn(it);
  it.ports.parameters.remove(west, switchParameter);
  minuteLater(it);
  await turn(it);
  expect(started(it)).toEqual(['sessions-20261123T120000000Z-r1']);
  expect(it.ports.journal.reconciles.get('sessions')).toMatchObject({ downSince: instant(now), attempts: 1 });
});

test('a switch that ends while it is bad: the next minute acts', async () => {
  const it = stage();
  const until = instant(now + 60_000);
  it.ports.parameters.set(west, switchParameter, JSON.stringify({ automation: 'off', until, by: 'ada' }));
  await turn(it);
  expect(started(it)).toEqual([]);
  minuteLater(it);
  await turn(it);
  expect(started(it)).toEqual(['sessions-20261123T120000000Z-r1']);
});

test('a start that failed is not counted: the same name is tried again', async () => {
  const it = stage();
  it.hooks.fail('executions.start');
  await expect(turn(it)).rejects.toThrow();
  it.hooks.before('executions.start', () => {});
  minuteLater(it);
  await turn(it);
  expect(started(it)).toEqual(['sessions-20261123T120100000Z-r1']);
});
