import { expect, test } from '@jest/globals';
import type { Run } from '../../functions/contract/execution.ts';
import type { RunState } from '../../functions/contract/run-state.ts';
import { separateRegion } from '../../functions/handlers/separate-region.ts';
import { type Stage, stage, switchParameter } from '../support/ports.ts';
import { probeMemory, recordOf, shardLook } from '../support/readings.ts';
import { aRun, arnOf, claimBy, setIncident } from '../support/run.ts';
import { config, configWith, east, groupView, instant, now, sessions, west } from '../support/sessions.ts';
import { intent } from '../support/standing.ts';

const asked = {
  action: 'separate',
  datastore: 'sessions',
  target: west,
  epoch: 2,
  waives: [],
  lossBoundMs: 60_000,
} as const;
const approved = { ...asked, waives: [], approvedBy: 'ada' };
const noted = intent(2, { owner: arnOf('run-1'), calledAt: instant(now - 301_000), lossBoundMs: 800 });
const request = {
  owner: arnOf('run-1'),
  asked: { ...asked, waives: [] },
  askedAt: instant(now - 60_000),
  expiresAt: instant(now + 840_000),
};

/** A promotion that sticks in `modifying` with the primary Region dark, and the answer of people is there. */
const stuck = (settings: Parameters<typeof stage>[0] = {}): Stage => {
  const it = stage({ config: configWith({ policy: { ...sessions.policy, separation: 'approve' } }), ...settings });
  it.reality.status = 'modifying';
  setIncident(it.ports.journal.incidents, {
    claim: claimBy(arnOf('run-1'), { yielding: true }),
    intent: noted,
    epoch: noted.epoch,
    approval: request,
  });
  return it;
};
const separate = (it: Stage, { run = aRun(), answer = approved }: { run?: Run; answer?: unknown } = {}) => {
  const state: RunState = { run, separationApproval: answer };
  return separateRegion(it.ports, it.settings)({ state });
};
const incidentOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions');
const called = ({ hooks }: Stage) => hooks.changes.filter((change) => change.startsWith('separate'));

test('notes the call and uses up the approval in one write, then calls once', async () => {
  const it = stuck();
  expect(await separate(it)).toEqual({ epoch: noted.epoch, calledAt: instant(now), approvedBy: 'ada' });
  expect(it.hooks.changes).toEqual([`note separation 2 ${west}`, 'separate sessions-usw2']);
  expect(incidentOf(it)).toMatchObject({
    claim: { yielding: false },
    intent: { epoch: noted.epoch, separateCalledAt: instant(now) },
    approval: { usedAt: instant(now) },
  });
});

test('a second invocation of the same run calls nothing, and tells what was noted', async () => {
  const it = stuck();
  it.reality.separation = 'ignored';
  await separate(it);
  it.reality.now += 2000;
  expect(await separate(it)).toMatchObject({ calledAt: instant(now) });
  expect(called(it)).toHaveLength(1);
});

test.each(['before', 'after'] as const)('a call that fails %s its effect is noted, and not repeated', async (when) => {
  const it = stuck();
  it.hooks[when]('separation.separate', () => {
    throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  });
  await expect(separate(it)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(incidentOf(it)?.intent?.separateCalledAt).toBe(instant(now));
  expect(it.hooks.calls.filter((call) => call === 'separation.separate')).toHaveLength(1);
});

/** Whatever has changed since people were asked. */
const changed: Readonly<Record<string, [string, (it: Stage) => unknown]>> = {
  'data arrives again': ['PlanChanged', ({ reality }) => ++reality.position],
  'whether data arrives is not known': ['PlanChanged', ({ ports }) => ports.journal.probes.clear()],
  'the published primary takes writes from here': ['PlanChanged', ({ reality }) => reality.dark.clear()],
  'this Region is PRIMARY by now': ['PlanChanged', ({ reality }) => Object.assign(reality, { primary: west })],
  'another Region sees this one as PRIMARY': [
    'PlanChanged',
    ({ reality }) => {
      // It is back, refuses writes and tells of the promotion before this Region's own API does.
      reality.dark.clear();
      reality.views.set(east, groupView(west));
      Object.assign(reality, { promotion: 'refuses-writes' });
    },
  ],
  'somebody separated it by hand': ['PlanChanged', ({ reality }) => Object.assign(reality, { separated: west })],
  "this Region's own APIs are dark": ['SwitchedOff', ({ reality }) => reality.dark.add(west)],
  'a higher epoch is published': [
    'PlanChanged',
    ({ ports }) => ports.parameters.set(west, '/failover/sessions/endpoint', JSON.stringify(recordOf(east, 3))),
  ],
  'its membership is disassociating': [
    'PlanChanged',
    ({ reality }) => {
      const view = groupView(east, 'modifying');
      const members = view.members.map((member) => ({ ...member, status: 'disassociating' }));
      reality.views.set(west, { ...view, members });
    },
  ],
  'what is published here is no record': [
    'PlanChanged',
    ({ ports }) => ports.parameters.set(west, '/failover/sessions/endpoint', 'somebody was here'),
  ],
  'the switch was turned off': ['SwitchedOff', ({ ports }) => ports.parameters.set(west, switchParameter, 'off')],
  'another run took over': [
    'ClaimLost',
    ({ ports }) => setIncident(ports.journal.incidents, { claim: claimBy(arnOf('other')) }),
  ],
  'the intent is another run’s': [
    'ClaimLost',
    ({ ports }) => setIncident(ports.journal.incidents, { intent: { ...noted, owner: arnOf('other') } }),
  ],
  'the claim is lost between the look and the note': [
    'ClaimLost',
    ({ hooks, ports }) =>
      hooks.before('journal.setYielding', () =>
        setIncident(ports.journal.incidents, { claim: claimBy(arnOf('other')) }),
      ),
  ],
  'the evidence is old by the time of the call': [
    'PlanChanged',
    ({ hooks, reality }) => hooks.after('journal.readIncident', () => (reality.now += 25_000)),
  ],
  'the approval expired': ['PlanChanged', ({ reality }) => (reality.now += 841_000)],
  'the approval was used': [
    'PlanChanged',
    ({ ports }) => setIncident(ports.journal.incidents, { approval: { ...request, usedAt: instant(now) } }),
  ],
  'nothing was asked': ['PlanChanged', ({ ports }) => setIncident(ports.journal.incidents, { approval: undefined })],
};

test.each(Object.entries(changed))(
  'approved, but %s: nothing is noted and nothing is called',
  async (_, [name, change]) => {
    const it = stuck();
    change(it);
    await expect(separate(it)).rejects.toMatchObject({ name });
    expect([called(it), incidentOf(it)?.intent?.separateCalledAt]).toEqual([[], undefined]);
  },
);

test('a policy that was changed to never stops it, whatever was approved', async () => {
  const it = stuck({ config });
  await expect(separate(it)).rejects.toMatchObject({ message: expect.stringContaining('policy') });
  expect(called(it)).toEqual([]);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a name alone', { approvedBy: 'ada' }],
  ['the answer to the first question', { ...approved, action: 'promote' }],
  ['another epoch', { ...approved, epoch: 3 }],
])('%s is no approval of it', async (_, answer) => {
  const it = stuck();
  await expect(separate(it, { answer: answer ?? {} })).rejects.toMatchObject({ name: 'InvalidRequest' });
  expect(called(it)).toEqual([]);
});

test('of a run by hand somebody else must approve it', async () => {
  const it = stuck();
  const run = aRun({ trigger: 'manual', requestedBy: 'ada' });
  await expect(separate(it, { run })).rejects.toMatchObject({ message: expect.stringContaining('somebody else') });
  await separate(it, { run, answer: { ...approved, approvedBy: 'grace' } });
  expect(called(it)).toHaveLength(1);
});

test('what was refused for a dark primary is not forced once its API answers again; what stuck may be', async () => {
  const check = { done: false, lastResort: true, epoch: noted.epoch, detail: 'refused' };
  const back = () => {
    const it = stuck();
    it.reality.dark.clear();
    // Its API is back, its cache is not.
    const touch = it.ports.functions.touch;
    const remote = { reach: 'unreachable' as const, wrote: false };
    const functions = {
      ...it.ports.functions,
      touch: async (...args: Parameters<typeof touch>) => ({ ...(await touch(...args)), remote }),
    };
    return { it, ports: { ...it.ports, functions } };
  };
  const refused = back();
  const state: RunState = {
    run: aRun(),
    separationApproval: approved,
    check: { ...check, failure: 'PromotionRefused' },
  };
  await expect(separateRegion(refused.ports, refused.it.settings)({ state })).rejects.toMatchObject({
    message: expect.stringContaining('promote instead'),
  });
  expect(called(refused.it)).toEqual([]);

  const late = back();
  await separateRegion(
    late.ports,
    late.it.settings,
  )({
    state: { ...state, check: { ...check, failure: 'PromotionTimedOut' } },
  });
  expect(called(late.it)).toHaveLength(1);
});

test('an empty cluster is not separated: it would be a total loss', async () => {
  const it = stuck();
  const touch = it.ports.functions.touch;
  it.ports.journal.probes.set('sessions', probeMemory());
  const empty = { reach: 'alive' as const, shards: [shardLook({ keys: 0 })] };
  const functions = {
    ...it.ports.functions,
    touch: async (...args: Parameters<typeof touch>) => ({ ...(await touch(...args)), local: empty }),
  };
  const ports = { ...it.ports, functions };
  await expect(
    separateRegion(ports, it.settings)({ state: { run: aRun(), separationApproval: approved } }),
  ).rejects.toMatchObject({ message: expect.stringContaining('no keys') });
});
