import { beforeEach, expect, test } from '@jest/globals';
import { journal } from '../../../functions/aws/journal.ts';
import type { ApprovalRequest } from '../../../functions/contract/approval.ts';
import type { Claim, Intent } from '../../../functions/contract/journal.ts';
import type { Journal } from '../../../functions/ports.ts';
import { createDynamodb } from '../../../sandbox/aws/services/dynamodb.ts';
import { realClock } from '../../../sandbox/clock.ts';
import { History } from '../../../sandbox/history.ts';
import { account, frontWorld, regions } from './front-world.ts';

let kept: Journal;

beforeEach(async () => {
  const dynamodb = createDynamodb({ clock: realClock, history: new History(realClock), account, regions });
  await dynamodb.ensureTable('us-west-2', {
    TableName: 'journal',
    KeySchema: [
      { AttributeName: 'datastore', KeyType: 'HASH' },
      { AttributeName: 'item', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'datastore', AttributeType: 'S' },
      { AttributeName: 'item', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  });
  kept = journal(frontWorld([dynamodb]).world);
});

const at = (second: number) => `2026-11-23T12:00:${String(second).padStart(2, '0')}.000Z`;
const claim = (owner: string, more: Partial<Claim> = {}): Claim => ({ owner, since: at(0), yielding: false, ...more });
const intent = (owner: string, more: Partial<Intent> = {}): Intent => ({
  epoch: { counter: 2, region: 'us-west-2' },
  owner,
  from: 'us-east-1',
  to: 'us-west-2',
  calledAt: at(5),
  kind: 'promote',
  replaces: [],
  ...more,
});
const take = (owner: string) => kept.claim('sessions', { claim: claim(owner), from: undefined });

const asked = (owner: string, more: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  owner,
  asked: {
    action: 'promote',
    datastore: 'sessions',
    target: 'us-west-2',
    epoch: 2,
    waives: ['LossAboveLimit'],
    lossBoundMs: 'unknown',
  },
  askedAt: at(1),
  expiresAt: at(9),
  ...more,
});
const approvalKept = async () => (await kept.readIncident('sessions')).approval;

test('people are asked by who holds the claim, which yields; a newer request replaces the one before', async () => {
  expect(await kept.ask('sessions', asked('run-1'))).toBe(false);
  await take('run-1');
  expect(await kept.ask('sessions', asked('run-2'))).toBe(false);
  expect(await approvalKept()).toBeUndefined();
  expect(await kept.ask('sessions', asked('run-1'))).toBe(true);
  expect(await kept.ask('sessions', asked('run-1', { askedAt: at(2) }))).toBe(true);
  expect(await kept.readIncident('sessions')).toMatchObject({
    claim: { yielding: true },
    approval: { askedAt: at(2) },
  });
});

test('an approval is used in the write that accepts the epoch, and by no other attempt', async () => {
  await take('run-1');
  await kept.ask('sessions', asked('run-1'));
  expect(await kept.accept('sessions', intent('run-1'), asked('run-1'))).toBe(true);
  expect(await approvalKept()).toEqual(asked('run-1', { usedAt: at(5) }));
  expect(await kept.accept('sessions', intent('run-1'), asked('run-1'))).toBe(true);
  const next = intent('run-1', { epoch: { counter: 3, region: 'us-west-2' }, calledAt: at(6) });
  expect(await kept.accept('sessions', next, asked('run-1'))).toBe(false);
  expect((await kept.readIncident('sessions')).epoch?.counter).toBe(2);
});

test.each<[string, ApprovalRequest | undefined, ApprovalRequest]>([
  ['nobody was asked', undefined, asked('run-1')],
  ['a later request stands', asked('run-1', { askedAt: at(2) }), asked('run-1')],
  ['it expired a second before the call', asked('run-1', { expiresAt: at(4) }), asked('run-1', { expiresAt: at(4) })],
  ['another run asked', asked('run-0'), asked('run-1')],
])('no epoch is accepted on an approval where %s', async (_, noted, used) => {
  await take(noted?.owner ?? 'run-1');
  if (noted) await kept.ask('sessions', noted);
  await kept.release('sessions', noted?.owner ?? 'run-1');
  await take('run-1');
  expect(await kept.accept('sessions', intent('run-1'), used)).toBe(false);
  expect((await kept.readIncident('sessions')).intent).toBeUndefined();
});

test('a decline is noted on the run’s own request, unless it was used, and voids it', async () => {
  await take('run-1');
  expect(await kept.noteDecline('sessions', 'run-1', at(3))).toBe(false);
  await kept.ask('sessions', asked('run-1'));
  expect(await kept.noteDecline('sessions', 'run-2', at(3))).toBe(false);
  expect(await kept.noteDecline('sessions', 'run-1', at(3))).toBe(true);
  expect(await kept.accept('sessions', intent('run-1'), asked('run-1'))).toBe(false);

  await kept.ask('sessions', asked('run-1'));
  await kept.accept('sessions', intent('run-1'), asked('run-1'));
  expect(await kept.noteDecline('sessions', 'run-1', at(6))).toBe(false);
  expect(await approvalKept()).toEqual(asked('run-1', { usedAt: at(5) }));
});

const separationAsked = asked('run-1', { asked: { ...asked('run-1').asked, action: 'separate', waives: [] } });
const noted = { calledAt: at(8), approval: separationAsked };
/** A promotion under epoch 2 led to no writes, and people were asked about separation. */
const stuckPromotion = async () => {
  await take('run-1');
  await kept.accept('sessions', intent('run-1'));
  await kept.ask('sessions', separationAsked);
};

test('a separation is noted once, on the intent of its epoch, in the write that uses up the approval', async () => {
  await stuckPromotion();
  const { epoch } = intent('run-1');
  expect(await kept.noteSeparation('sessions', epoch, noted)).toBe(true);
  expect(await kept.readIncident('sessions')).toMatchObject({
    intent: { ...intent('run-1'), separateCalledAt: at(8) },
    approval: { usedAt: at(8) },
  });
  // Our own attempt, whose answer was lost; and another.
  expect(await kept.noteSeparation('sessions', epoch, noted)).toBe(true);
  expect(await kept.noteSeparation('sessions', epoch, { ...noted, calledAt: at(9) })).toBe(false);
  expect((await kept.readIncident('sessions')).intent?.separateCalledAt).toBe(at(8));
});

test.each<[string, () => Promise<unknown>]>([
  [
    'another run holds the claim',
    () => kept.claim('sessions', { claim: claim('run-2'), from: claim('run-1', { yielding: true }) }),
  ],
  ['nobody holds it', () => kept.release('sessions', 'run-1')],
  ['people were asked something newer', () => kept.ask('sessions', asked('run-1', { askedAt: at(3) }))],
  ['people declined', () => kept.noteDecline('sessions', 'run-1', at(3))],
])('no separation is noted where %s', async (_, change) => {
  await stuckPromotion();
  expect(await change()).toBe(true);
  expect(await kept.noteSeparation('sessions', intent('run-1').epoch, noted)).toBe(false);
});

test('no separation is noted on another epoch, nor after the approval expired', async () => {
  await stuckPromotion();
  expect(await kept.noteSeparation('sessions', { counter: 3, region: 'us-west-2' }, noted)).toBe(false);
  expect(await kept.noteSeparation('sessions', intent('run-1').epoch, { ...noted, calledAt: at(10) })).toBe(false);
  expect((await kept.readIncident('sessions')).intent?.separateCalledAt).toBeUndefined();
});
