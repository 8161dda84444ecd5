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
const gone = () => {
  const view = groupView(east, 'modifying');
  return answered({ ...view, members: view.members.filter(({ region }) => region !== west) });
};
const end = (parts: Partial<Waiting>): Error | undefined =>
  whyOver({
    state: {},
    intent: called(1),
    progress: pending,
    group: answered(groupView(east)),
    now: new Date(now),
    limitMs: 300_000,
    ...parts,
  });

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
  expect(end(parts)?.name).toBe(name);
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
    'refused, but only others are members by now',
    { intent: separating(1), state: { separationError: refusal }, group: gone() },
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
  expect(end(parts)?.name).toBe(name);
});

test('what is late is told with its seconds since the call', () => {
  const modifying = answered(groupView(east, 'modifying'));
  expect(end({ intent: called(301), group: modifying })?.message).toBe(
    '301 s after the call: the primary is us-east-1',
  );
  expect(end({ intent: separating(305), group: leaving() })?.message).toBe(
    '305 s after the call: the primary is us-east-1',
  );
});
