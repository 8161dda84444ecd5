import { expect, test } from '@jest/globals';
import type { Decision, Evidence } from '../../functions/contract/evidence.ts';
import { guards } from '../../functions/contract/request.ts';
import { decide } from '../../functions/domain/decide.ts';
import { confirmation, justPromotable, policy } from '../support/evidence.ts';
import { ago, east, now, west } from '../support/sessions.ts';

type Facts = Partial<Evidence>;
const judge = (facts: Facts = {}): Decision => decide({ ...justPromotable, ...facts }, policy, now);
/** What follows, and the guard that is named first. */
const verdict = ({ action, objections }: Decision) => [action, objections[0]?.guard];

const roles = (parts: Partial<Evidence['roles']>): Facts => ({ roles: { ...justPromotable.roles, ...parts } });
const data = (verdict: Evidence['dataArriving']['verdict']): Facts => ({
  dataArriving: { verdict, detail: 'as told' },
});
const target = (parts: Partial<Evidence['target']>): Facts => ({ target: { ...justPromotable.target, ...parts } });
const changing = (since: number): Facts => ({ change: { status: 'modifying', since } });
const ownReach = confirmation('ownReach', 'down');
const onlyHere = [ownReach, confirmation('clientView', 'down', false)];

test('with every fact just on its limit it promotes', () => {
  expect(judge()).toMatchObject({ action: 'promote', objections: [], waived: [] });
});

test.each<[action: string, guard: string, facts: Facts]>([
  ['hold', 'AutomationOff', { automation: 'observe' }],
  ['hold', 'AutomationOff', { automation: 'off' }],
  ['hold', 'AutomationOff', { automation: 'unreadable' }],
  ['hold', 'RolesUnclear', roles({ primary: undefined })],
  ['hold', 'RolesUnclear', roles({ here: 'unknown' })],
  ['hold', 'RolesUnclear', roles({ disagree: [`${east} sees no PRIMARY`] })],
  ['hold', 'UnexpectedPrimary', roles({ expected: 'eu-west-1' })],
  ['hold', 'JournalBehind', { unjournaled: { counter: 5, region: west } }],
  ['hold', 'TargetUnfit', target({ faults: ['it holds no keys'] })],
  ['hold', 'CoolingDown', { lastPromotedAt: ago(3600) + 1 }],
  ['hold', 'CoolingDown', { lastPromotedAt: now + 5000 }],
  ['hold', 'DataStillArriving', data('arriving')],
  ['hold', 'DataUnknown', data('unknown')],
  ['hold', 'TooFewConfirmations', { confirmations: [ownReach] }],
  ['hold', 'TooFewConfirmations', { confirmations: onlyHere }],
  ['hold', 'TooFewConfirmations', { confirmations: [ownReach, confirmation('primaryApi', 'unknown')] }],
  ['wait', 'ChangeInProgress', changing(ago(180) + 1)],
  ['ask', 'ChangeInProgress', changing(ago(180))],
  ['wait', 'NotPersistent', { badSince: ago(120) + 1 }],
  ['hold', 'NotPersistent', { badSince: undefined }],
  ['wait', 'NotPreferred', { preferred: east, badSince: ago(600) + 1 }],
  ['ask', 'NotPreferred', { preferred: east, badSince: ago(600) }],
  ['ask', 'NotPreferred', { preferred: east, preferredUnable: 'it is dark' }],
  ['ask', 'NotPreferred', { preferred: undefined }],
  ['ask', 'LossAboveLimit', target({ lossBoundMs: 60_001 })],
  ['ask', 'LossAboveLimit', target({ lossBoundMs: undefined })],
])('%s because of %s given %j', (action, guard, facts) => {
  expect(verdict(judge(facts))).toEqual([action, guard]);
  expect(judge(facts).reason).toMatch(new RegExp(`^${guard}: .`));
});

test('without a promotion ever, there is no cooldown', () => {
  expect(judge({ lastPromotedAt: undefined }).action).toBe('promote');
});

test.each<[string, Facts]>([
  ['everything speaks for it', {}],
  ['DataUnknown', data('unknown')],
  ['TooFewConfirmations', { confirmations: [ownReach] }],
])('automation approve asks people when %s', (_, facts) => {
  expect(judge({ ...facts, automation: 'approve' }).action).toBe('ask');
});

test.each<[string, Facts]>([
  ['DataStillArriving', data('arriving')],
  ['RolesUnclear', roles({ disagree: [`${east} sees no PRIMARY`] })],
  ['TargetUnfit', target({ faults: ['its role is PRIMARY'] })],
  ['CoolingDown', { lastPromotedAt: ago(10) }],
])('automation approve does not even ask when %s', (guard, facts) => {
  expect(verdict(judge({ ...facts, automation: 'approve' }))).toEqual(['hold', guard]);
});

test('a hold wins over a wait, and a wait over a question', () => {
  const waiting = { badSince: ago(1) };
  expect(judge({ ...waiting, preferred: east }).action).toBe('wait');
  expect(judge({ ...waiting, preferred: east, ...data('arriving') }).action).toBe('hold');
});

test('every objection is told, not only the one that decided', () => {
  const { objections } = judge({ ...data('arriving'), ...target({ lossBoundMs: undefined }), preferred: east });
  expect(objections.map(({ guard }) => guard)).toEqual(['DataStillArriving', 'NotPreferred', 'LossAboveLimit']);
});

test.each<[string, Facts]>([
  ['AutomationOff', { automation: 'unreadable' }],
  ['CoolingDown', { lastPromotedAt: ago(10) }],
  ['NotPreferred', { preferred: east }],
])("%s does not bind a human's run", (_, facts) => {
  expect(judge({ ...facts, trigger: 'manual' }).action).toBe('promote');
});

const bad: Readonly<Record<string, Facts>> = {
  Separated: { separated: east },
  RolesUnclear: roles({ disagree: [`${east} sees no PRIMARY`] }),
  UnexpectedPrimary: roles({ expected: 'eu-west-1' }),
  TargetUnfit: target({ faults: ['it holds no keys'] }),
  DataStillArriving: data('arriving'),
  DataUnknown: data('unknown'),
  TooFewConfirmations: { confirmations: [] },
  ChangeInProgress: changing(ago(1000)),
  NotPersistent: { badSince: undefined },
  LossAboveLimit: target({ lossBoundMs: undefined }),
};

test.each(Object.entries(bad))("a human's run holds for %s, and goes on where it is waived by name", (guard, facts) => {
  const manual = { ...facts, trigger: 'manual' as const };
  const named = guards.filter((name) => name === guard);
  expect(verdict(judge(manual))).toEqual(['hold', guard]);
  expect(judge({ ...manual, override: guards.filter((name) => name !== guard) }).action).toBe('hold');

  const overridden = judge({ ...manual, override: named });
  expect(overridden.waived.map((objection) => objection.guard)).toEqual([guard]);
  const mayLoseData = ['DataStillArriving', 'DataUnknown', 'LossAboveLimit'].includes(guard);
  expect(overridden.action).toBe(mayLoseData ? 'ask' : 'promote');
});

test.each(Object.entries(bad))('an override of %s in an automatic run waives nothing', (_, facts) => {
  const plain = judge(facts);
  expect(judge({ ...facts, override: [...guards] })).toEqual(plain);
  expect(plain.action).not.toBe('promote');
});

test.each<[action: string, why: string, facts: Facts]>([
  ['hold', 'an automatic run', {}],
  ['adopt', "a human's run where all agree", { trigger: 'manual' }],
  [
    'hold',
    'another Region disagrees',
    { trigger: 'manual', ...roles({ here: 'PRIMARY', primary: west, disagree: ['x'] }) },
  ],
  ['hold', 'there are two primaries', { trigger: 'manual', ...roles({ here: 'PRIMARY', primary: undefined }) }],
  [
    'adopt',
    'the disagreement is waived',
    {
      trigger: 'manual',
      override: ['RolesUnclear'],
      ...roles({ here: 'PRIMARY', primary: west, disagree: ['x'] }),
    },
  ],
  [
    'hold',
    'the request expects another primary',
    { trigger: 'manual', ...roles({ here: 'PRIMARY', primary: west, requested: east }) },
  ],
  [
    'adopt',
    'the request expects this one',
    { trigger: 'manual', ...roles({ here: 'PRIMARY', primary: west, requested: west }) },
  ],
  [
    'adopt',
    'only the published record expects another',
    { trigger: 'manual', ...roles({ here: 'PRIMARY', primary: west, expected: east }) },
  ],
  [
    'adopt',
    'the expectation is waived',
    {
      trigger: 'manual',
      override: ['UnexpectedPrimary'],
      ...roles({ here: 'PRIMARY', primary: west, requested: east }),
    },
  ],
])('where this Region is PRIMARY already it never promotes: %s for %s', (action, _, facts) => {
  expect(judge({ ...roles({ here: 'PRIMARY', primary: west }), ...facts }).action).toBe(action);
});

test('everything that holds an adoption is told, and what was waived of it', () => {
  const clash = roles({ here: 'PRIMARY', primary: west, disagree: ['x'], requested: east });
  const unwaived = judge({ ...clash, trigger: 'manual' });
  expect(unwaived.objections.map(({ guard }) => guard)).toEqual(['RolesUnclear', 'UnexpectedPrimary']);
  const half = judge({ ...clash, trigger: 'manual', override: ['RolesUnclear'] });
  expect(half).toMatchObject({
    action: 'hold',
    reason: 'UnexpectedPrimary: the primary is us-west-2, expected was us-east-1',
    objections: [{ guard: 'UnexpectedPrimary' }],
    waived: [{ guard: 'RolesUnclear' }],
  });
});
