import { expect, test } from '@jest/globals';
import type { RunState } from '../../functions/contract/run-state.ts';
import { promoteRegion } from '../../functions/handlers/promote-region.ts';
import { type Stage, stage, switchParameter } from '../support/ports.ts';
import { probeMemory } from '../support/readings.ts';
import { aRun, claimBy, holding, setIncident } from '../support/run.ts';
import { east, endpointOf, instant, metricAlarm, now, outside, west } from '../support/sessions.ts';

const promote = (it: Stage, state: RunState = holding(it)) => promoteRegion(it.ports, it.settings)({ state });
const intentOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.intent;

test('accepts the epoch and notes the call in one write, then calls once', async () => {
  const it = stage();
  expect(await promote(it)).toEqual({
    outcome: 'requested',
    epoch: { counter: 2, region: west },
    from: east,
    calledAt: instant(now),
    evidenceReadAt: instant(now),
  });
  expect(it.hooks.changes).toEqual([`accept 2 ${west}`, 'promote sessions-usw2']);
  expect(intentOf(it)).toEqual({
    epoch: { counter: 2, region: west },
    owner: aRun().execution.id,
    from: east,
    to: west,
    calledAt: instant(now),
    kind: 'promote',
    lossBoundMs: 800,
    replaces: [endpointOf(east)],
  });
});

test('the epoch is above every one that can be read', async () => {
  const it = stage();
  const state = holding(it);
  setIncident(it.ports.journal.incidents, { epoch: { counter: 6, region: west } });
  expect((await promote(it, state)).epoch).toEqual({ counter: 7, region: west });
});

test.each(['before', 'after'] as const)('a call that fails %s its effect is noted, and not repeated', async (when) => {
  const it = stage();
  it.hooks[when]('topology.promote', () => {
    throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  });
  await expect(promote(it)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(intentOf(it)).toMatchObject({ calledAt: instant(now) });
  expect(it.hooks.calls.filter((call) => call === 'topology.promote')).toHaveLength(1);
});

test('a second run of the same execution never calls twice, and tells what was noted', async () => {
  const it = stage();
  it.reality.promotion = 'ignored';
  const state = holding(it);
  const first = await promote(it, state);
  it.reality.now += 3000;
  expect(await promote(it, state)).toMatchObject({
    outcome: 'requested',
    epoch: first.epoch,
    calledAt: first.calledAt,
  });
  expect(it.hooks.changes).toEqual([`accept 2 ${west}`, 'promote sessions-usw2']);
});

test('of two at once, one calls', async () => {
  const it = stage();
  const state = holding(it);
  it.reality.promotion = 'ignored';
  // The second arrives between the first one's readings and its accepting the epoch, a moment later.
  const second = { run: undefined as Promise<unknown> | undefined };
  it.hooks.before('journal.setYielding', () => {
    it.reality.now += 1;
    second.run ??= promote(it, state).catch((error: Error) => error.name);
  });
  const first = await promote(it, state).catch((error: Error) => error.name);
  expect([first, await second.run].filter((end) => end === 'ClaimLost')).toHaveLength(1);
  expect(it.hooks.changes.filter((change) => change.startsWith('promote'))).toHaveLength(1);
});

/** What may happen between the decision and the call. */
const changes: readonly (readonly [error: string, what: string, happen: (it: Stage) => void])[] = [
  [
    'PlanChanged',
    'data arrives again',
    ({ reality }) => {
      reality.position += 1;
    },
  ],
  ['PlanChanged', 'the primary takes a write again', ({ reality }) => void reality.dark.delete(east)],
  ['PlanChanged', 'the switch is turned off', ({ ports }) => ports.parameters.set(west, switchParameter, 'off')],
  [
    'PlanChanged',
    'the switch is turned to observe',
    ({ ports }) => ports.parameters.set(west, switchParameter, 'observe'),
  ],
  [
    'PlanChanged',
    'the switch asks people first',
    ({ ports }) => ports.parameters.set(west, switchParameter, 'approve'),
  ],
  [
    'PlanChanged',
    'the switch becomes unreadable',
    ({ ports }) => ports.parameters.set(west, switchParameter, 'perhaps'),
  ],
  [
    'PlanChanged',
    'somebody promoted this Region',
    ({ reality }) => {
      reality.primary = west;
    },
  ],
  [
    'PlanChanged',
    'a look was not all bad',
    ({ ports }) => ports.journal.probes.set('sessions', probeMemory({ badSince: undefined })),
  ],
  [
    'PlanChanged',
    'clients are fine and the witness fails',
    ({ alarms, hooks }) => {
      alarms.set(outside, [metricAlarm('sessions-client-errors', { state: 'OK' })]);
      hooks.fail('functions.witness');
    },
  ],
  [
    'ClaimLost',
    'another run took the datastore over',
    ({ ports }) => setIncident(ports.journal.incidents, { claim: claimBy('another') }),
  ],
  ['ClaimLost', 'nobody holds it any more', ({ ports }) => setIncident(ports.journal.incidents, { claim: undefined })],
];

test.each(changes)('%s, and no call: %s', async (name, _, happen) => {
  const it = stage();
  const state = holding(it);
  happen(it);
  await expect(promote(it, state)).rejects.toMatchObject({ name });
  expect(it.hooks.changes).toEqual([]);
  expect(intentOf(it)).toBeUndefined();
});

test.each([
  [20_000, 'just fresh enough'],
  [20_001, 'too old'],
])('evidence of %d ms is %s for the call', async (age, verdict) => {
  const it = stage();
  it.hooks.before('journal.setYielding', () => {
    it.reality.now += age;
  });
  const end = await promote(it).catch((error: Error) => error.name);
  expect(end).toEqual(verdict === 'too old' ? 'PlanChanged' : expect.objectContaining({ outcome: 'requested' }));
  expect(it.hooks.changes).toHaveLength(verdict === 'too old' ? 0 : 2);
});

test('a slow reading ages the evidence too: its first reading counts', async () => {
  const it = stage();
  it.hooks.before('functions.touch', () => {
    it.reality.now += 20_001;
  });
  await expect(promote(it)).rejects.toMatchObject({ name: 'PlanChanged' });
  expect(it.hooks.changes).toEqual([]);
});

test('noting the call took too long: it is noted, and not made', async () => {
  const it = stage();
  it.hooks.after('journal.accept', () => {
    it.reality.now += 20_001;
  });
  await expect(promote(it)).rejects.toMatchObject({ name: 'PlanChanged' });
  expect(it.hooks.changes).toEqual([expect.stringMatching(/^accept /)]);
});

test('the claim is lost at the last moment: no epoch, no call', async () => {
  const it = stage();
  it.hooks.before('journal.accept', () => setIncident(it.ports.journal.incidents, { claim: claimBy('another') }));
  await expect(promote(it)).rejects.toMatchObject({ name: 'ClaimLost' });
  expect(it.hooks.changes).toEqual([]);
});

test('without the journal there is no call', async () => {
  const it = stage();
  it.hooks.fail('journal.accept');
  await expect(promote(it)).rejects.toThrow('journal.accept is down');
  expect(it.hooks.changes).toEqual([]);
});
