import { expect, test } from '@jest/globals';
import { outageSeen } from '../../functions/domain/outage-seen.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { weighData } from '../../functions/domain/weigh-data.ts';
import { weighTarget } from '../../functions/domain/weigh-target.ts';
import { answered, failed, primaryLost, probeMemory, recordOf, shardLook, touchAnswer } from '../support/readings.ts';
import { ago, east, groupView, memberView, west } from '../support/sessions.ts';

const touched = (parts: Parameters<typeof touchAnswer>[0]) => ({ touch: answered(touchAnswer(parts)) });
const local = (shards: ReturnType<typeof shardLook>[]) => touched({ local: { reach: 'alive', shards } });
const memory = (parts: object, probe: Parameters<typeof probeMemory>[0] = {}) => ({
  probe: probeMemory({
    shards: [{ shard: '0', heartbeatCount: 7, stream: 'a', position: 100, ...parts }],
    ...probe,
  }),
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

/** When the heartbeat that arrived last was written. */
const recoveryPoint = ago(60);

const targets: readonly (readonly [what: string, parts: Partial<Readings>, expected: object])[] = [
  ['no delay was ever measured', { probe: probeMemory({ lastDelayMs: undefined }) }, { faults: [], recoveryPoint }],
  ['no memory', { probe: undefined }, { faults: [], recoveryPoint }],
  ['a shard whose heartbeat never moved', memory({}), { faults: [], recoveryPoint }],
  ['no shards are remembered', { probe: probeMemory({ shards: [] }) }, { faults: [], recoveryPoint }],
  [
    'never reached from here: the delay alone',
    { probe: probeMemory({ primaryReachedAt: undefined }) },
    { faults: [], lossBoundMs: 800, recoveryPoint },
  ],
  [
    'reached 20 s after the last heartbeat: still one outage',
    memory({ heartbeatMovedAt: ago(80) }, { primaryReachedAt: ago(60) }),
    { faults: [], lossBoundMs: 800, recoveryPoint },
  ],
  [
    'reached later: replication broke first',
    memory({ heartbeatMovedAt: ago(80.001) }, { primaryReachedAt: ago(60) }),
    { faults: [], lossBoundMs: 20_801, recoveryPoint },
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
    { faults: ['the number of keys on shard 0 is unknown'], lossBoundMs: 800, recoveryPoint },
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
    { faults: ['it belongs to no Global Datastore', 'shard 0001 is create-failed'], lossBoundMs: 800, recoveryPoint },
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
