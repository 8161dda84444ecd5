import { expect, test } from '@jest/globals';
import type { Approval } from '../../functions/contract/approval.ts';
import type { Run } from '../../functions/contract/execution.ts';
import type { RunState } from '../../functions/contract/run-state.ts';
import { assessHealth } from '../../functions/handlers/assess-health.ts';
import { promoteRegion } from '../../functions/handlers/promote-region.ts';
import { requestApproval } from '../../functions/handlers/request-approval.ts';
import { approvalIn } from '../support/approval-in.ts';
import { type Stage, stage, switchParameter } from '../support/ports.ts';
import { probeMemory } from '../support/readings.ts';
import { aRun, arnOf, claimBy, executionOf, holding, setIncident } from '../support/run.ts';
import { east, instant, now, west } from '../support/sessions.ts';

const promote = (it: Stage, state: RunState = holding(it)) => promoteRegion(it.ports, it.settings)({ state });
const incidentOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions');
const byPeople = aRun({ trigger: 'manual', requestedBy: 'ada' });

test('adopt calls nothing: it only accepts the epoch', async () => {
  const it = stage();
  it.reality.primary = west;
  expect(await promote(it, holding(it, byPeople))).toMatchObject({ outcome: 'already-primary', from: west });
  expect(it.hooks.changes).toEqual([`accept 2 ${west}`]);
  expect(incidentOf(it)?.intent).toMatchObject({ kind: 'adopt', to: west });
  expect(incidentOf(it)?.intent).not.toHaveProperty('lossBoundMs');
});

test("a human's override reaches the second look too", async () => {
  const it = stage();
  it.alarms.clear();
  it.hooks.fail('functions.witness');
  await expect(promote(it, holding(it, byPeople))).rejects.toMatchObject({ name: 'PlanChanged' });
  const run = { ...byPeople, override: ['TooFewConfirmations' as const] };
  expect(await promote(it, holding(it, run))).toMatchObject({ outcome: 'requested' });
});

/** People were asked, as the workflow does it: assessed, asked, and `answer` is what the page tells them to send. */
const asked = async (it = stage(), run: Run = aRun()) => {
  if (run.trigger === 'automatic') it.ports.parameters.set(west, switchParameter, 'approve');
  const state = holding(it, run);
  const assessment = await assessHealth(it.ports, it.settings)({ state });
  expect(assessment.next).toBe('ask');
  await requestApproval(it.ports, it.settings)({ state: { run, assessment }, token: 'AQC+token==' });
  const answer = approvalIn(it.pages.at(-1)?.body ?? '');
  return { it, answer, state: (approval: unknown = answer): RunState => ({ run, assessment, approval }) };
};

/** The heartbeat never arrived while anybody looked: how much could be lost is unknown. */
const blind = (): Stage => {
  const it = stage();
  it.ports.journal.probes.set('sessions', probeMemory({ lastDelayMs: undefined }));
  return it;
};
const losing = aRun({ trigger: 'manual', requestedBy: 'ada', override: ['LossAboveLimit'] });

test('what people approved is promoted, and the approval is used in the write that accepts the epoch', async () => {
  const { it, state } = await asked();
  it.reality.now += 899_000;
  it.ports.journal.probes.set('sessions', probeMemory({ lookedAt: it.reality.now }));
  const calledAt = instant(now + 899_000);
  expect(await promote(it, state())).toMatchObject({
    outcome: 'requested',
    epoch: { counter: 2, region: west },
    calledAt,
  });
  expect(it.hooks.changes).toEqual([`accept 2 ${west}`, 'promote sessions-usw2']);
  expect(incidentOf(it)?.approval).toMatchObject({ usedAt: calledAt, asked: { epoch: 2, target: west } });
});

test('it was approved, and data arrives by then: not called, and the approval is not used', async () => {
  const { it, state } = await asked();
  it.reality.position += 1;
  await expect(promote(it, state())).rejects.toMatchObject({ name: 'PlanChanged' });
  expect(it.hooks.changes).toEqual([]);
  expect(incidentOf(it)?.approval).not.toHaveProperty('usedAt');
});

test('an approval covers only what people saw: a new objection holds, by its name', async () => {
  const { it, state } = await asked();
  it.alarms.clear();
  it.hooks.fail('functions.witness');
  const end = promote(it, state());
  await expect(end).rejects.toMatchObject({ name: 'PlanChanged' });
  await expect(end).rejects.toThrow('before this was known: TooFewConfirmations: ');
  expect(it.hooks.changes).toEqual([]);
});

test.each<[what: string, happen: (it: Stage) => void, why: RegExp]>([
  [
    'it expired: a frozen run, or one that is started again, comes too late',
    (it) => {
      it.reality.now += 901_000;
      it.ports.journal.probes.set('sessions', probeMemory({ lookedAt: it.reality.now }));
    },
    /^the approval expired at 2026-11-23T12:15:00.000Z$/,
  ],
  [
    'another epoch was accepted meanwhile',
    (it) => setIncident(it.ports.journal.incidents, { epoch: { counter: 2, region: west } }),
    /^people approved epoch 2, and the next one is 3 now$/,
  ],
  [
    'a later request replaced it',
    (it) => {
      const { approval } = incidentOf(it) ?? {};
      if (approval) setIncident(it.ports.journal.incidents, { approval: { ...approval, owner: arnOf('other') } });
    },
    /^no request for approval of this run is open any more$/,
  ],
  [
    'it was used before',
    (it) => {
      const { approval } = incidentOf(it) ?? {};
      if (approval) setIncident(it.ports.journal.incidents, { approval: { ...approval, usedAt: instant(now) } });
    },
    /^the approval was used at .*: it counts once$/,
  ],
  [
    'how much could be lost is not known any more',
    (it) => it.ports.journal.probes.set('sessions', probeMemory({ lastDelayMs: undefined })),
    /^the second look came to hold: people approved before this was known: LossAboveLimit: /,
  ],
])('PlanChanged, and nothing is changed: %s', async (_, happen, why) => {
  const { it, state } = await asked();
  happen(it);
  const end = promote(it, state());
  await expect(end).rejects.toMatchObject({ name: 'PlanChanged', message: expect.stringMatching(why) });
  expect(it.hooks.changes).toEqual([]);
});

test('a yes allows the loss that people saw and as much more as the policy accepts, not a millisecond more', async () => {
  const it = stage();
  const remember = (lastDelayMs: number) => it.ports.journal.probes.set('sessions', probeMemory({ lastDelayMs }));
  remember(40_000);
  const { state } = await asked(it, losing);
  remember(70_001);
  await expect(promote(it, state())).rejects.toMatchObject({
    name: 'PlanChanged',
    message: 'people approved a loss of at most 70000 ms, and it is 70001 now',
  });
  expect(it.hooks.changes).toEqual([]);
  remember(70_000);
  expect(await promote(it, state())).toMatchObject({ outcome: 'requested' });
});

test('of two that use one approval at once, one calls', async () => {
  const { it, state } = await asked();
  it.hooks.before('journal.accept', () => {
    const { approval } = incidentOf(it) ?? {};
    if (approval) setIncident(it.ports.journal.incidents, { approval: { ...approval, usedAt: instant(now) } });
  });
  await expect(promote(it, state())).rejects.toMatchObject({ name: 'ClaimLost' });
  expect(it.hooks.changes).toEqual([]);
});

test('an approval that was used promotes nothing in a later run, whatever that run says', async () => {
  const { it, answer, state } = await asked();
  await promote(it, state());
  it.reality.primary = east;
  const later = aRun({ execution: executionOf('run-2') });
  setIncident(it.ports.journal.incidents, { claim: claimBy(later.execution.id) });
  await expect(promote(it, { ...state(answer), run: later })).rejects.toMatchObject({ name: 'PlanChanged' });
  expect(it.hooks.changes.filter((change) => change.startsWith('promote'))).toHaveLength(1);
});

test.each<[Partial<Approval>, RegExp]>([
  [{ epoch: 3 }, /^approval: epoch: 3 was approved, 2 was asked/],
  [{ target: east }, /^approval: target: us-east-1 was approved/],
  [{ datastore: 'carts' }, /^approval: datastore: carts was approved/],
  [{ action: 'separate' }, /^approval: action: separate was approved/],
  [{ lossBoundMs: 10 ** 9 }, /^approval: lossBoundMs: 1000000000 was approved/],
  [{ approvedBy: 'YOUR NAME' }, /^approval: approvedBy: "your name" is no person's name/],
])('an answer with %j is refused by one line, and nothing is changed', async (parts, why) => {
  const { it, answer, state } = await asked();
  const end = promote(it, state({ ...answer, ...parts }));
  await expect(end).rejects.toMatchObject({ name: 'InvalidRequest', message: expect.stringMatching(why) });
  expect(it.hooks.changes).toEqual([]);
});

test.each([{}, { approvedBy: '' }, { approvedBy: 'ada' }, 'yes', null])(
  '%j is no approval, and what is missing is told',
  async (approval) => {
    const { it, state } = await asked();
    const end = promote(it, state(approval));
    await expect(end).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(end).rejects.toThrow(
      typeof approval === 'object' && approval ? /^approval: action: ./ : /^approval: the task output: ./,
    );
    expect(it.hooks.changes).toEqual([]);
  },
);

test('a waiver that may lose data takes two people', async () => {
  const { it, answer, state } = await asked(blind(), losing);
  expect(answer).toMatchObject({ waives: ['LossAboveLimit'], lossBoundMs: 'unknown' });
  const alone = promote(it, state({ ...answer, approvedBy: ' ADA ' }));
  await expect(alone).rejects.toMatchObject({ name: 'InvalidRequest' });
  await expect(alone).rejects.toThrow('approval: approvedBy: ada started this run; somebody else must approve it');
  expect(it.hooks.changes).toEqual([]);
  expect(await promote(it, state())).toMatchObject({ outcome: 'requested' });
});

test('without an approval, a waiver that may lose data promotes nothing', async () => {
  const it = blind();
  await expect(promote(it, holding(it, losing))).rejects.toThrow(
    /^the second look came to ask: the override of LossAboveLimit/,
  );
  expect(it.hooks.changes).toEqual([]);
});
