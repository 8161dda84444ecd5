import { expect, test } from '@jest/globals';
import type { Approval, ApprovalRequest, Asked } from '../../functions/contract/approval.ts';
import type { Evidence } from '../../functions/contract/evidence.ts';
import type { Run } from '../../functions/contract/execution.ts';
import {
  afterDecline,
  coveredBy,
  promotionProposed,
  requestOf,
  separationProposed,
  withRoom,
} from '../../functions/domain/approval.ts';
import { assessmentOf } from '../support/assessment.ts';
import { justPromotable } from '../support/evidence.ts';
import { aRun, arnOf } from '../support/run.ts';
import { ago, east, instant, now, west } from '../support/sessions.ts';

const asked: Asked = {
  action: 'promote',
  datastore: 'sessions',
  target: west,
  epoch: 5,
  waives: ['NotPreferred', 'LossAboveLimit'],
  lossBoundMs: 61_000,
};
const request = (parts: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  owner: aRun().execution.id,
  asked,
  askedAt: instant(ago(900)),
  expiresAt: instant(now),
  ...parts,
});
const answer = (parts: Partial<Approval> = {}): Approval => ({ ...asked, approvedBy: 'grace', ...parts });
const byHand = (parts: Partial<Run> = {}) => aRun({ trigger: 'manual', requestedBy: 'ada', ...parts });

const told = { faults: [], lossBoundMs: 60_000 };

interface Facts {
  run?: Run;
  noted?: ApprovalRequest | undefined;
  doing?: Asked;
  at?: number;
}
const covered = (given: Approval, facts: Facts = {}) => {
  const { run = aRun(), doing = asked, at = now } = facts;
  const noted = 'noted' in facts ? facts.noted : request();
  return coveredBy(given, { run, request: noted, doing, now: new Date(at) });
};
const refusal = (given: Approval, facts?: Facts) => {
  try {
    covered(given, facts);
    return 'covered';
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

test('what is proposed: the next epoch, what is set aside, and the loss bound of the look', () => {
  const evidence = { ...justPromotable, proposedEpoch: { counter: 9, region: west } };
  const objection = (guard: 'LossAboveLimit' | 'NotPreferred' | 'TooFewConfirmations' | 'DataUnknown') => ({
    guard,
    reason: 'r',
  });
  const decision = {
    action: 'ask' as const,
    reason: 'r',
    objections: [objection('LossAboveLimit'), objection('NotPreferred')],
    waived: [objection('TooFewConfirmations'), objection('DataUnknown')],
  };
  expect(promotionProposed('sessions', { decision, evidence })).toEqual({
    action: 'promote',
    datastore: 'sessions',
    target: west,
    epoch: 9,
    waives: ['DataUnknown', 'NotPreferred', 'LossAboveLimit'],
    lossBoundMs: 60_000,
  });
  const blind = assessmentOf({ target: { faults: [] } });
  expect(promotionProposed('sessions', blind)).toMatchObject({ epoch: 5, lossBoundMs: 'unknown' });
  expect(separationProposed('sessions', { epoch: { counter: 5, region: west }, evidence })).toEqual({
    action: 'separate',
    datastore: 'sessions',
    target: west,
    epoch: 5,
    waives: [],
    lossBoundMs: 60_000,
  });
});

test.each<[lossBoundMs: number | 'unknown', why: string, parts: Partial<Evidence>]>([
  [61_000, 'what people are told and the second that the policy accepts', {}],
  [91_000, 'people are told until when the first look found it gone', { target: { ...told, recoveryPoint: ago(210) } }],
  ['unknown', 'no look found the primary gone: it takes writes until it is demoted', { badSince: undefined }],
  ['unknown', 'clients are served by this very look', { target: { ...told, lossGrows: true } }],
  ['unknown', 'the delay is not known', { target: { faults: [] } }],
])('people are asked for a loss of %s ms: %s', (lossBoundMs, _, parts) => {
  const evidence = { ...justPromotable, ...parts };
  expect(withRoom(asked, { evidence, policy: { lossLimit: 1 } })).toStrictEqual({ ...asked, lossBoundMs });
});

test('a request is noted with when it was asked and when it expires', () => {
  expect(requestOf(asked, { owner: 'me', now: new Date(now), seconds: 900 })).toEqual({
    owner: 'me',
    asked,
    askedAt: instant(now),
    expiresAt: instant(now + 900_000),
  });
});

test('the JSON of the page with a name is good for what was asked, up to its last millisecond', () => {
  expect(covered(answer())).toEqual(request());
  expect(covered(answer({ waives: ['LossAboveLimit', 'NotPreferred'], reason: 'I saw it' }))).toEqual(request());
});

test.each<[Partial<Approval>, RegExp]>([
  [{ epoch: 4 }, /^InvalidRequest: approval: epoch: 4 was approved, 5 was asked; repeat the JSON/],
  [{ epoch: 6 }, /epoch: 6 was approved/],
  [{ target: east }, /target: us-east-1 was approved, us-west-2 was asked/],
  [{ datastore: 'carts' }, /datastore: carts was approved, sessions was asked/],
  [{ action: 'separate' }, /action: separate was approved, promote was asked/],
  [{ lossBoundMs: 'unknown' }, /lossBoundMs: unknown was approved, 61000 was asked/],
  [{ lossBoundMs: 999_999 }, /lossBoundMs: 999999 was approved/],
  [{ waives: [] }, /waives: \[\] was approved, \[NotPreferred, LossAboveLimit\] was asked/],
  [{ waives: ['NotPreferred', 'LossAboveLimit', 'TooFewConfirmations'] }, /waives: /],
])('an answer that says %j is refused, and it is told in what', (parts, why) => {
  expect(refusal(answer(parts))).toMatch(why);
});

test.each<[what: string, RegExp, Facts]>([
  ['nobody asked', /^PlanChanged: no request for approval of this run is open/, { noted: undefined }],
  ['another run asked', /no request for approval of this run is open/, { noted: request({ owner: arnOf('other') }) }],
  ['it was declined', /is open any more/, { noted: request({ declinedAt: instant(now) }) }],
  [
    'it was used',
    /^PlanChanged: the approval was used at .* it counts once/,
    { noted: request({ usedAt: instant(now) }) },
  ],
  ['it expired', /^PlanChanged: the approval expired at 2026-11-23T12:00:00.000Z/, { at: now + 1 }],
  ['the epoch moved', /people approved epoch 5, and the next one is 6 now/, { doing: { ...asked, epoch: 6 } }],
  [
    'something else is to be done',
    /people approved to promote us-west-2, not to separate/,
    { doing: { ...asked, action: 'separate' } },
  ],
  ['another Region is to be promoted', /not to promote us-east-1/, { doing: { ...asked, target: east } }],
  ['the loss grew', /a loss of at most 61000 ms, and it is 61001 now/, { doing: { ...asked, lossBoundMs: 61_001 } }],
  ['the loss is not known any more', /and it is unknown now/, { doing: { ...asked, lossBoundMs: 'unknown' } }],
])('the same answer is void once %s', (_, why, facts) => {
  expect(refusal(answer(), facts)).toMatch(why);
});

test('less loss than people saw is covered, and any where they saw that it was unknown', () => {
  expect(refusal(answer(), { doing: { ...asked, lossBoundMs: 1 } })).toBe('covered');
  const unknown: Asked = { ...asked, lossBoundMs: 'unknown' };
  for (const lossBoundMs of [1, 10 ** 9, 'unknown'] as const)
    expect(refusal(answer(unknown), { noted: request({ asked: unknown }), doing: { ...asked, lossBoundMs } })).toBe(
      'covered',
    );
});

test('a run by hand is approved by somebody else; what an automatic run asks, by any person', () => {
  expect(refusal(answer(), { run: byHand() })).toBe('covered');
  expect(refusal(answer({ approvedBy: ' ADA' }), { run: byHand() })).toMatch(
    /^InvalidRequest: approval: approvedBy: ada started this run/,
  );
  expect(refusal(answer(), { run: byHand({ requestedBy: undefined }) })).toMatch(
    /^InvalidRequest: approval: requestedBy: no name/,
  );
  expect(refusal(answer({ approvedBy: 'ada' }))).toBe('covered');
  for (const approvedBy of ['YOUR NAME', 'alarm', ' ', 'a\u200bda'])
    expect(refusal(answer({ approvedBy }))).toMatch(/^InvalidRequest: approval: approvedBy: /);
});

const decline = (facts: { at?: number; trigger?: Run['trigger']; asks?: Asked; noted?: ApprovalRequest } = {}) => {
  const { at = now, trigger = 'automatic', asks = asked } = facts;
  const noted = facts.noted ?? request({ declinedAt: instant(now) });
  const decision = { action: 'ask' as const, reason: 'r', objections: [], waived: [] };
  return afterDecline(decision, { request: noted, asks, trigger, seconds: 900, now: new Date(at) });
};

test('what people declined is not asked again for as long as they had to answer', () => {
  for (const at of [now, now + 899_999])
    expect(decline({ at })).toMatchObject({
      action: 'hold',
      reason: expect.stringMatching(
        /^people declined this at .*; they are asked again from 2026-11-23T12:15:00.000Z, or/,
      ),
    });
  expect(decline({ at: now + 900_000 }).action).toBe('ask');
});

test.each<[string, Parameters<typeof decline>[0]]>([
  ['something else speaks against it', { asks: { ...asked, waives: ['LossAboveLimit'] } }],
  ['more speaks against it', { asks: { ...asked, waives: [...asked.waives, 'DataUnknown'] } }],
  [
    'people declined something else',
    { noted: request({ declinedAt: instant(now), asked: { ...asked, action: 'separate' } }) },
  ],
  ['nobody declined', { noted: request() }],
  ['a person starts a run', { trigger: 'manual' }],
])('people are asked at once where %s', (_, facts) => {
  expect(decline(facts).action).toBe('ask');
});

test('a decline changes no decision but a question', () => {
  for (const action of ['promote', 'adopt', 'wait', 'hold'] as const) {
    const decision = { action, reason: 'r', objections: [], waived: [] };
    const before = { request: request({ declinedAt: instant(now) }), asks: asked, seconds: 900, now: new Date(now) };
    expect(afterDecline(decision, { ...before, trigger: 'automatic' })).toBe(decision);
  }
});
