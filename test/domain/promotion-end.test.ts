import { expect, test } from '@jest/globals';
import { whyOver } from '../../functions/domain/promotion-end.ts';
import { answered, failed } from '../support/readings.ts';
import { ago, east, groupView, instant, now, west } from '../support/sessions.ts';
import { intent } from '../support/standing.ts';

type Waiting = Parameters<typeof whyOver>[0];
const refusal = { Error: 'InvalidGlobalReplicationGroupStateFault', Cause: 'it is modifying' };
const unclear = { Error: 'TimeoutError' };
const pending = { state: 'pending' as const, detail: 'the primary is us-east-1' };
const called = (secondsAgo: number) => intent(2, { calledAt: instant(ago(secondsAgo)) });
const separating = (secondsAgo: number) =>
  intent(2, { calledAt: instant(ago(900)), separateCalledAt: instant(ago(secondsAgo)) });
const leaving = () => {
  const view = groupView(east, 'modifying');
  return answered({
    ...view,
    members: view.members.map((it) => (it.region === west ? { ...it, status: 'disassociating' } : it)),
  });
};
const over = (parts: Partial<Waiting>): string | undefined =>
  whyOver({
    state: {},
    intent: called(1),
    progress: pending,
    group: answered(groupView(east)),
    now: new Date(now),
    limitMs: 300_000,
    ...parts,
  })?.name;

test.each<[string | undefined, string, Partial<Waiting>]>([
  [undefined, 'a moment ago', {}],
  ['AnotherRegionPromoted', 'elsewhere', { progress: { state: 'elsewhere', detail: 'x' } }],
  ['PromotionRefused', 'refused, and all is as before', { state: { promotionError: refusal } }],
  [undefined, 'refused, but something is under way', { state: { promotionError: refusal }, group: leaving() }],
  [undefined, 'its answer was lost', { state: { promotionError: unclear } }],
  [undefined, 'no trace after 90 s', { intent: called(90) }],
  ['PromotionRefused', 'no trace after more', { intent: called(91) }],
  [undefined, 'modifying at its limit', { intent: called(300), group: answered(groupView(east, 'modifying')) }],
  [
    'PromotionTimedOut',
    'modifying after its limit',
    { intent: called(301), group: answered(groupView(east, 'modifying')) },
  ],
  ['PromotionTimedOut', 'unreadable after its limit', { intent: called(301), group: failed('dark') }],
])('%s: a promotion, %s', (name, _, parts) => {
  expect(over(parts)).toBe(name);
});

test.each<[string | undefined, string, Partial<Waiting>]>([
  ['SeparationNotCalled', 'people declined', { state: { separationError: { Error: 'ApprovalDeclined' } } }],
  [undefined, 'called a moment ago', { intent: separating(1) }],
  ['AnotherRegionPromoted', 'elsewhere', { intent: separating(1), progress: { state: 'elsewhere', detail: 'x' } }],
  [
    'SeparationRefused',
    'refused, still a member',
    { intent: separating(1), state: { separationError: refusal }, group: answered(groupView(east, 'modifying')) },
  ],
  [undefined, 'its answer was lost', { intent: separating(1), state: { separationError: unclear } }],
  [
    undefined,
    'refused, but its membership is ending',
    { intent: separating(1), state: { separationError: refusal }, group: leaving() },
  ],
  [
    undefined,
    'refused, and the group cannot be seen here',
    { intent: separating(1), state: { separationError: refusal }, group: failed('refused') },
  ],
  [undefined, 'no trace after 90 s', { intent: separating(90) }],
  ['SeparationRefused', 'no trace after more', { intent: separating(91) }],
  [undefined, 'ending at its limit', { intent: separating(300), group: leaving() }],
  ['SeparationTimedOut', 'ending after its limit', { intent: separating(301), group: leaving() }],
  [
    'SeparationTimedOut',
    'alone, but without writes after its limit',
    { intent: separating(301), group: failed('refused') },
  ],
])('%s: a separation, %s', (name, _, parts) => {
  expect(over(parts)).toBe(name);
});
