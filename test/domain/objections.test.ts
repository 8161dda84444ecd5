import { expect, test } from '@jest/globals';
import type { Evidence } from '../../functions/contract/evidence.ts';
import { guards } from '../../functions/contract/request.ts';
import { objections } from '../../functions/domain/objections.ts';
import { confirmation, justPromotable, policy } from '../support/evidence.ts';
import { ago, east, now, outside, west } from '../support/sessions.ts';

const against = (facts: Partial<Evidence>) => objections({ ...justPromotable, ...facts }, policy, now);
const { roles } = justPromotable;

test('nothing speaks against what is just promotable', () => {
  expect(against({})).toEqual([]);
});

/** Every sentence that people may read, word by word, with the facts that it comes from. */
const sentences: readonly [sentence: string, facts: Partial<Evidence>][] = [
  ['AutomationOff: the switch is at off', { automation: 'off' }],
  ['AutomationOff: the switch is at observe (by ada)', { automation: 'observe', switchNote: 'by ada' }],
  ['AutomationOff: the switch cannot be read, which counts as off', { automation: 'unreadable' }],
  [
    'AutomationOff: the switch cannot be read, which counts as off (denied)',
    { automation: 'unreadable', switchNote: 'denied' },
  ],
  [
    'Separated: us-east-1 is published as separated from its Global Datastore, until people have rebuilt it and publish it anew',
    { separated: east },
  ],
  ['RolesUnclear: us-west-2 does not see exactly one PRIMARY', { roles: { here: 'SECONDARY', disagree: [] } }],
  ['RolesUnclear: us-west-2 does not see its own role', { roles: { ...roles, here: 'unknown' } }],
  [
    'RolesUnclear: other Regions see it differently: a sees b; c sees no PRIMARY',
    { roles: { ...roles, disagree: ['a sees b', 'c sees no PRIMARY'] } },
  ],
  ['UnexpectedPrimary: the primary is us-east-1, expected was eu-west-1', { roles: { ...roles, expected: outside } }],
  [
    'TargetUnfit: its role is creating; shard 1 is loading',
    { target: { faults: ['its role is creating', 'shard 1 is loading'], lossBoundMs: 1 } },
  ],
  ['CoolingDown: the last promotion was 3599.9 s ago, the cooldown is 3600 s', { lastPromotedAt: ago(3599.9) }],
  [
    'CoolingDown: the last promotion was 10 s ago, the cooldown is 3600 s; the acknowledgement names another',
    { lastPromotedAt: ago(10), acknowledgement: { problem: 'names another' } },
  ],
  ['DataStillArriving: it moves', { dataArriving: { verdict: 'arriving', detail: 'it moves' } }],
  ['DataUnknown: not read', { dataArriving: { verdict: 'unknown', detail: 'not read' } }],
  ['TooFewConfirmations: 0 of 2 confirmations: ', { confirmations: [] }],
  [
    'TooFewConfirmations: 1 of 2 confirmations: primaryApi down (as the test says), clientView up (as the test says)',
    { confirmations: [confirmation('primaryApi', 'down'), confirmation('clientView', 'up')] },
  ],
  [
    'TooFewConfirmations: none of the confirmations comes from outside this Region: ownReach down (as the test says), clientView down (as the test says)',
    { confirmations: [confirmation('ownReach', 'down'), confirmation('clientView', 'down', false)] },
  ],
  ['ChangeInProgress: the datastore is modifying', { change: { status: 'modifying', since: ago(1) } }],
  ['NotPersistent: the last look from here was not all bad', { badSince: undefined }],
  ['NotPersistent: bad for 119.9 s of 120 s', { badSince: ago(119.9) }],
  ['NotPreferred: no Region of the preference is a SECONDARY', { preferred: undefined }],
  ['NotPreferred: eu-west-1 is to take over first', { preferred: outside }],
  ['NotPreferred: eu-west-1 is to take over first', { preferred: outside, badSince: ago(599.999) }],
  [
    'NotPreferred: eu-west-1 was to take over first, and did not act within 600 s',
    { preferred: outside, badSince: ago(600) },
  ],
  [
    'NotPreferred: eu-west-1 is to take over first, and cannot: it is dark',
    { preferred: outside, preferredUnable: 'it is dark' },
  ],
  ['LossAboveLimit: how much could be lost is unknown', { target: { faults: [] } }],
  [
    'LossAboveLimit: up to 60.1 s of writes could be lost, the limit is 60 s',
    { target: { faults: [], lossBoundMs: 60_100 } },
  ],
];

test.each(sentences)('%s', (sentence, facts) => {
  expect(against(facts).map(({ guard, reason }) => `${guard}: ${reason}`)).toEqual([sentence]);
});

test('a persistence that no look began is told beside a turn that never began', () => {
  expect(against({ preferred: outside, badSince: undefined }).map(({ reason }) => reason)).toEqual([
    'the last look from here was not all bad',
    'eu-west-1 is to take over first',
  ]);
});

test.each([
  ['no primary is seen where one is expected', { roles: { here: 'SECONDARY', disagree: [], expected: east } }],
  ['none is expected', { roles: { primary: east, here: 'SECONDARY', disagree: [] } }],
] as const)('no primary is unexpected where %s', (_, { roles: { disagree, ...rest } }) => {
  expect(against({ roles: { ...rest, disagree: [...disagree] } }).map(({ guard }) => guard)).not.toContain(
    'UnexpectedPrimary',
  );
});

test('an acknowledged promotion cools down no more, and none was never cooling', () => {
  expect(against({ lastPromotedAt: ago(10), acknowledgement: { by: 'ada' } })).toEqual([]);
  expect(against({ lastPromotedAt: undefined })).toEqual([]);
});

test('a human is bound by neither switch nor cooldown nor preference', () => {
  const facts = { automation: 'off', lastPromotedAt: ago(1), preferred: undefined } as const;
  expect(against({ ...facts, trigger: 'manual' })).toEqual([]);
  expect(against(facts).map(({ guard }) => guard)).toEqual(['AutomationOff', 'CoolingDown', 'NotPreferred']);
});

test('all of them are told, in the order of the guards', () => {
  const told = against({
    automation: 'off',
    separated: west,
    roles: { primary: east, here: 'unknown', disagree: [], expected: outside },
    unjournaled: { counter: 9, region: west },
    target: { faults: ['it is not'] },
    lastPromotedAt: now,
    dataArriving: { verdict: 'arriving', detail: 'it moves' },
    confirmations: [],
    change: { status: 'modifying', since: now },
    badSince: undefined,
    preferred: undefined,
  });
  expect(told.map(({ guard }) => guard)).toEqual(guards.filter((guard) => guard !== 'DataUnknown'));
  expect(told.find(({ guard }) => guard === 'JournalBehind')?.reason).toBe(
    'epoch 9 us-west-2 was accepted in us-west-2, and its journal does not know of it: it was lost or restored',
  );
});
