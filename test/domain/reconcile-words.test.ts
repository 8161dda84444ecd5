import { expect, test } from '@jest/globals';
import { sentenceOf } from '../../functions/domain/caught-error.ts';
import { darknessOf } from '../../functions/domain/darkness.ts';
import { noWrites, sameEpoch } from '../../functions/domain/own-standing.ts';
import { stopIfRedriven } from '../../functions/domain/redriven.ts';
import { isRefusal } from '../../functions/domain/refusals.ts';
import { regionsToNudge } from '../../functions/domain/regions-to-nudge.ts';
import { isStandalone } from '../../functions/domain/standalone.ts';
import { confirmation, justPromotable } from '../support/evidence.ts';
import { answered, failed, recordOf } from '../support/readings.ts';
import { aRun } from '../support/run.ts';
import { aloneView, east, groupView, memberView, outside, sessions, west } from '../support/sessions.ts';
import { type Facts, intent, noted, readings, seen, step, writing } from '../support/standing.ts';

const missing = { own: failed('dark') };
const without = (region: string) => ({
  published: new Map([[region === west ? east : west, answered(recordOf(east, 1))]]),
});
const separated = recordOf(east, 1, { separated: true });
const third = (primary: string) => {
  const view = groupView(primary);
  return answered({
    ...view,
    members: view.members.map((it) => ({ ...it, replicationGroupId: `${it.replicationGroupId}x` })),
  });
};

test.each<[sentence: string, Facts]>([
  ['Unreadable: the parameter of us-west-2: not read', { rest: without(west) }],
  ['Unreadable: the parameter of us-west-2: it was dark', { mine: 'dark' }],
  ['Unreadable: the roles in us-west-2: it was dark', missing],
  ['Unreadable: the roles in us-west-2: not read', { rest: { groups: new Map() } }],
  [
    'NotAMember: us-west-2 does not see sessions-usw2 in ldgnf-sessions: it may have been separated, and takes no part in failover',
    { own: third(east) },
  ],
  [
    'NotAMember: us-west-2 does not see its replication group in ldgnf-sessions: it may have been separated, and takes no part in failover',
    { rest: { datastore: { ...sessions, replicationGroups: { [east]: 'sessions-use1' } } } },
  ],
  [
    'RolesUnclear: us-west-2 does not see exactly one PRIMARY',
    {
      own: answered({
        ...groupView(east),
        members: groupView(east).members.map((member) => ({ ...member, role: 'SECONDARY' })),
      }),
    },
  ],
  [
    'Unconfirmed: eu-west-1 is published at a higher epoch, and its own API does not confirm it',
    { theirs: recordOf(outside, 2) },
  ],
  [
    'PrimaryUnpublished: us-west-2 sees us-east-1 as PRIMARY, but eu-west-1 is published',
    { mine: recordOf(outside, 1), theirs: 'none' },
  ],
  ['RolesUnclear: us-west-2 sees itself as PRIMARY, us-east-1 does not', { own: seen(west) }],
  ['PrimaryUnpublished: us-west-2 is PRIMARY, and was never seen SECONDARY', { own: seen(west), other: seen(west) }],
])('it holds: %s', (sentence, facts) => {
  expect(step(facts)).toMatchObject({
    kind: 'hold',
    reason: sentence.split(': ')[0],
    detail: sentence.slice(sentence.indexOf(': ') + 2),
  });
});

test('a separated record is told to people, by where they look from', () => {
  const notice = (facts: Facts) => {
    const found = step({ mine: separated, theirs: separated, ...facts });
    return found.kind === 'settled' ? found.notice?.detail : found;
  };
  expect(notice({})).toBe('us-east-1 is published as separated; us-west-2 holds what remains of ldgnf-sessions');
  expect(notice({ rest: { groups: new Map() } })).toBe(
    'us-east-1 is published as separated; us-west-2 holds what remains of ldgnf-sessions',
  );
  expect(notice({ own: seen(west) })).toBe(
    'us-east-1 is published as separated; us-west-2 is PRIMARY of what remains of ldgnf-sessions and takes writes that us-east-1 will never see',
  );
  const mine = recordOf(west, 1, { separated: true });
  expect(notice({ mine, theirs: mine, rest: { member: answered(aloneView(west)) } })).toBe(
    'us-west-2 left ldgnf-sessions and takes writes on its own',
  );
  expect(step({ mine, theirs: mine })).not.toHaveProperty('notice');
});

test('first: only where every view agrees, and every Region answers', () => {
  const nothing = { mine: 'none', theirs: 'none', own: seen(west), other: seen(west) } as const;
  expect(step(nothing).kind).toBe('first');
  expect(step({ ...nothing, other: failed('dark') }).kind).toBe('hold');
});

test('why no writes are seen is told', () => {
  const told = (rest: object) => noWrites(readings({ rest }));
  expect(told({})).toBe('us-west-2 is PRIMARY but not every shard takes writes');
  expect(told({ member: answered(aloneView(west)) })).toBe('us-west-2 is on its own but not every shard takes writes');
  expect(told({ touch: failed('dark') })).toBe(
    'us-west-2 is PRIMARY, and whether its shards take writes is not known: TouchCache: it was dark',
  );
});

test('two epochs are the same, or both are none', () => {
  const epoch = { counter: 1, region: west };
  expect([sameEpoch(epoch, { ...epoch }), sameEpoch(undefined, undefined)]).toEqual([true, true]);
  expect([
    sameEpoch(epoch, undefined),
    sameEpoch(undefined, epoch),
    sameEpoch(epoch, { ...epoch, counter: 2 }),
  ]).toEqual([false, false, false]);
});

test('a primary whose API was dark is not nudged; any other member is', () => {
  const nudged = (confirmations: ReturnType<typeof confirmation>[]) =>
    regionsToNudge({ here: west, datastore: sessions, evidence: { ...justPromotable, confirmations } });
  expect(nudged([confirmation('primaryApi', 'down')])).toEqual([]);
  expect(nudged([confirmation('primaryApi', 'up'), confirmation('ownReach', 'down')])).toEqual([east]);
  expect(regionsToNudge({ here: west, datastore: sessions, evidence: undefined })).toEqual([east]);
});

test('a cluster stands alone only with neither role nor group', () => {
  const member = memberView(west, 'SECONDARY');
  expect(isStandalone(member)).toBe(false);
  expect(isStandalone({ ...member, role: undefined })).toBe(false);
  expect(isStandalone({ ...member, globalReplicationGroupId: undefined })).toBe(false);
  expect(isStandalone(aloneView(west))).toBe(true);
});

test('a redriven run is told of which drive it is', () => {
  const run = aRun({ execution: { ...aRun().execution, redrive: 1 } });
  expect(() => stopIfRedriven({ run, redrive: 2 })).toThrow('this execution was redriven (2)');
  expect(() => stopIfRedriven({ run, redrive: undefined })).toThrow('this execution was redriven (0)');
});

test.each([
  'GlobalReplicationGroupNotFoundFault',
  'InvalidGlobalReplicationGroupStateFault',
  'InvalidParameterValueException',
  'InvalidParameterCombinationException',
  'AccessDenied',
  'AccessDeniedException',
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
])('%s is a refusal', (name) => {
  expect(isRefusal({ Error: name })).toBe(true);
});
test.each(['', 'TimeoutError', 'InternalFailure'])('"%s" is none', (name) => {
  expect(isRefusal({ Error: name })).toBe(false);
});

test('a code that is no text says nothing, whatever it holds', () => {
  expect(darknessOf({ code: ['ERR_TLS_CERT_ALTNAME_INVALID'] })).toBe('unknown');
  expect(darknessOf({ code: 'MY_ERR_TLS_' })).toBe('unknown');
  expect(sentenceOf({ Error: 'x', Cause: '[]' })).toBe('[]');
});
test('writes are seen where they were', () => {
  expect(
    step(
      { own: seen(west), other: failed('dark'), theirs: 'dark', rest: { ...noted(intent(2)), touch: writing(false) } },
      { intentOwner: 'dead' },
    ),
  ).toMatchObject({ reason: 'TakesNoWrites' });
});
