import { expect, test } from '@jest/globals';
import { outageSeen } from '../../functions/domain/outage-seen.ts';
import { answered as answerOf, type Readings } from '../../functions/domain/readings.ts';
import { type Occasion, weigh } from '../../functions/domain/weigh.ts';
import { weighData } from '../../functions/domain/weigh-data.ts';
import { weighTarget } from '../../functions/domain/weigh-target.ts';
import { answered, failed, primaryLost, probeMemory, recordOf, shardLook, touchAnswer } from '../support/readings.ts';
import { ago, east, groupView, instant, memberView, now, west } from '../support/sessions.ts';

const alone: Occasion = { trigger: 'automatic', override: [], expectedPrimary: undefined };
const touched = (parts: Parameters<typeof touchAnswer>[0]) => ({ touch: answered(touchAnswer(parts)) });
const local = (shards: ReturnType<typeof shardLook>[]) => touched({ local: { reach: 'alive', shards } });
const memory = (parts: object, probe: Parameters<typeof probeMemory>[0] = {}) => ({
  probe: probeMemory({
    shards: [{ shard: '0', heartbeatCount: 7, stream: 'a', position: 100, ...parts }],
    ...probe,
  }),
});

test('a lost primary, weighed: exactly this, and no member that says nothing', () => {
  expect(weigh(primaryLost(), alone)).toStrictEqual({
    readFrom: now,
    readAt: now,
    here: west,
    trigger: 'automatic',
    override: [],
    automation: 'auto',
    roles: { primary: east, here: 'SECONDARY', disagree: [], expected: east },
    dataArriving: { verdict: 'stopped', lastMovedAt: ago(60), detail: 'nothing arrived for 60 s' },
    badSince: ago(50),
    confirmations: [
      { by: 'ownReach', verdict: 'down', outside: false, detail: 'connect ETIMEDOUT' },
      { by: 'primaryApi', verdict: 'down', outside: true, detail: 'dark from here and from the witness' },
      {
        by: 'clientView',
        verdict: 'down',
        outside: true,
        detail: 'sessions-client-errors in eu-west-1: ALARM, and its data breaches',
      },
    ],
    target: { faults: [], lossBoundMs: 800 },
    preferred: west,
    highestEpoch: { counter: 1, region: east },
    // us-east-1's record could not be read and may hold epoch 2 by now: this Region's 2 is above that by its name.
    proposedEpoch: { counter: 2, region: west },
  });
});

test('nothing that could be read, weighed: every part says that it does not know', () => {
  const nothing = primaryLost({
    groups: new Map(),
    member: failed('unknown'),
    witness: new Map(),
    touch: failed('unknown'),
    probe: undefined,
    published: new Map(),
    recordEpoch: failed('unknown'),
    incident: { datastore: 'sessions' },
    automation: 'unreadable',
    clientAlarms: [],
  });
  expect(weigh(nothing, alone)).toStrictEqual({
    readFrom: now,
    readAt: now,
    here: west,
    trigger: 'automatic',
    override: [],
    automation: 'unreadable',
    roles: { here: 'unknown', disagree: [] },
    dataArriving: { verdict: 'unknown', detail: "this Region's cache could not be read" },
    confirmations: [
      { by: 'ownReach', verdict: 'unknown', outside: false, detail: 'TouchCache did not answer' },
      { by: 'primaryApi', verdict: 'unknown', outside: true, detail: 'there is no other primary to ask' },
      { by: 'clientView', verdict: 'unknown', outside: false, detail: 'no client alarm is configured' },
    ],
    target: { faults: ['us-west-2 is not a member by its own view', 'its cache could not be read'] },
    proposedEpoch: { counter: 1, region: west },
  });
});

test('what people ask, and what only sometimes stands, is carried along', () => {
  const published = new Map([
    [east, answered(recordOf(east, 4, { separated: true, promotedAt: instant(ago(100)) }))],
    [west, answered(recordOf(west, 3, { promotedAt: instant(ago(200)) }))],
  ]);
  const asked: Occasion = { trigger: 'manual', override: ['TargetUnfit'], expectedPrimary: east, changeSince: ago(30) };
  const seen = weigh(
    primaryLost({ published, switchNote: 'by ada', groups: new Map([[west, answered(groupView(east, 'modifying'))]]) }),
    asked,
  );
  expect(seen).toMatchObject({
    trigger: 'manual',
    override: ['TargetUnfit'],
    switchNote: 'by ada',
    roles: { requested: east, expected: east },
    change: { status: 'modifying', since: ago(30) },
    unjournaled: { counter: 3, region: west },
    separated: east,
    lastPromotedAt: ago(100),
  });
});

const arriving = (detail: string, lastMovedAt?: number) => ({
  verdict: 'arriving',
  ...(lastMovedAt !== undefined && { lastMovedAt }),
  detail,
});
const unknown = (detail: string) => ({ verdict: 'unknown', detail });
const movedAt = (at: number) => ({ heartbeatMovedAt: at, offsetMovedAt: at });

const data: readonly (readonly [what: string, parts: Partial<Readings>, expected: object])[] = [
  [
    'a touch without a look at its own cache',
    touched({ local: undefined }),
    unknown("this Region's cache could not be read"),
  ],
  ['no memory', { probe: undefined }, unknown('Probe has not looked here yet')],
  ['moved 20 s ago', memory(movedAt(ago(20))), arriving('data arrived 20 s ago', ago(20))],
  [
    'moved just before that',
    memory(movedAt(ago(20.001))),
    { verdict: 'stopped', lastMovedAt: ago(20.001), detail: 'nothing arrived for 20 s' },
  ],
  ['a shard that is not remembered', memory({ shard: '9' }), unknown('no heartbeat can be read on shard 0')],
  [
    'a shard that never showed a heartbeat',
    local([shardLook({ heartbeat: undefined })]),
    unknown('no heartbeat can be read on shard 0'),
  ],
  ['never moved', memory({}), unknown('the heartbeat on shard 0 has not moved within a day')],
  [
    'only the heartbeat ever moved',
    memory({ heartbeatMovedAt: ago(60) }),
    unknown('the offset on shard 0 was never seen to move'),
  ],
  [
    'no offset can be read now',
    local([shardLook({ offset: undefined })]),
    unknown('the offset on shard 0 was never seen to move'),
  ],
  [
    'only the heartbeat ever moved, and the lag is low',
    { ...memory({ heartbeatMovedAt: ago(60) }), replicationLag: answered(4.9) },
    arriving('GlobalDatastoreReplicationLag is 4.9 s'),
  ],
  [
    'only the heartbeat ever moved, and the lag is not low',
    { ...memory({ heartbeatMovedAt: ago(60) }), replicationLag: answered(5) },
    unknown('the offset on shard 0 was never seen to move'),
  ],
  [
    'nothing is in doubt, and the lag is low',
    { replicationLag: answered(0) },
    { verdict: 'stopped', lastMovedAt: ago(60), detail: 'nothing arrived for 60 s' },
  ],
];
test.each(data)('data arriving: %s', (_, parts, expected) => {
  expect(weighData(primaryLost(parts))).toStrictEqual(expected);
});

const targets: readonly (readonly [what: string, parts: Partial<Readings>, expected: object])[] = [
  ['no delay was ever measured', { probe: probeMemory({ lastDelayMs: undefined }) }, { faults: [] }],
  ['no memory', { probe: undefined }, { faults: [] }],
  ['a shard whose heartbeat never moved', memory({}), { faults: [] }],
  ['no shards are remembered', { probe: probeMemory({ shards: [] }) }, { faults: [] }],
  [
    'never reached from here: the delay alone',
    { probe: probeMemory({ primaryReachedAt: undefined }) },
    { faults: [], lossBoundMs: 800 },
  ],
  [
    'reached 20 s after the last heartbeat: still one outage',
    memory({ heartbeatMovedAt: ago(80) }, { primaryReachedAt: ago(60) }),
    { faults: [], lossBoundMs: 800 },
  ],
  [
    'reached later: replication broke first',
    memory({ heartbeatMovedAt: ago(80.001) }, { primaryReachedAt: ago(60) }),
    { faults: [], lossBoundMs: 20_801 },
  ],
  [
    'a touch without its own cache or a primary',
    touched({ local: undefined, remote: undefined }),
    { faults: ['its cache could not be read'], lossBoundMs: 800 },
  ],
  [
    'its own cluster cannot be read, whose shards are then not counted',
    { member: failed('dark') },
    { faults: ['the replication group of us-west-2 cannot be read'], lossBoundMs: 800 },
  ],
  [
    'two keys are ours, and a number that is unknown is none of them',
    local([shardLook({ keys: undefined })]),
    { faults: ['the number of keys on shard 0 is unknown'], lossBoundMs: 800 },
  ],
  [
    'separated from its group, with a shard that failed',
    {
      member: answered({
        ...memberView(west, 'SECONDARY'),
        globalReplicationGroupId: undefined,
        shards: [{ id: '0001', status: 'create-failed' }],
      }),
    },
    { faults: ['it belongs to no Global Datastore', 'shard 0001 is create-failed'], lossBoundMs: 800 },
  ],
];
test.each(targets)('the target: %s', (_, parts, expected) => {
  expect(weighTarget(primaryLost(parts))).toStrictEqual(expected);
});

const outages: readonly (readonly [seen: string, detail: string, parts: Partial<Readings>])[] = [
  ['seen', 'no data arrives, and the primary is not reachable', {}],
  ['seen', 'no data arrives, and the primary is not reachable', { probe: probeMemory({ badSince: ago(20) }) }],
  ['unknown', 'not bad for long enough', { probe: probeMemory({ badSince: ago(19.999) }) }],
  ['unknown', 'not bad for long enough', { probe: probeMemory({ badSince: undefined }) }],
  ['unknown', 'the API of us-west-2 does not tell its role', { groups: new Map() }],
  ['not', 'us-west-2 is PRIMARY', { groups: new Map([[west, answered(groupView(west))]]) }],
  ['not', 'us-west-2 is no member', { groups: new Map([[west, answered({ status: 'available', members: [] })]]) }],
  ['not', 'data arrived 5 s ago', memory(movedAt(ago(5)))],
  ['unknown', "this Region's cache could not be read", { touch: failed('dark') }],
  ['not', 'a write through the published primary passed', touched({ remote: { reach: 'alive', wrote: true } })],
  [
    'not',
    'us-east-1 is published as separated',
    { published: new Map([[west, answered(recordOf(east, 1, { separated: true }))]]) },
  ],
];
test.each(outages)('an outage is %s: %s', (seen, detail, parts) => {
  expect(outageSeen(primaryLost(parts))).toStrictEqual({ seen, detail });
});

test('only an answer has a value', () => {
  expect(answerOf(answered(1))).toBe(1);
  expect(answerOf(failed('refused'))).toBeUndefined();
  expect(answerOf(undefined)).toBeUndefined();
});
