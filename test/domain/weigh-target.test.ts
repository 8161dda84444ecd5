import { expect, test } from '@jest/globals';
import type { ProbeMemory } from '../../functions/contract/journal.ts';
import type { ShardLook } from '../../functions/contract/touch.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { weighTarget } from '../../functions/domain/weigh-target.ts';
import type { GroupView, MemberView } from '../../functions/ports.ts';
import { answered, failed, primaryLost, probeMemory, shardLook, touchAnswer } from '../support/readings.ts';
import { ago, east, groupView, memberView, now, west } from '../support/sessions.ts';

const faultsOf = (readings: Readings) => weighTarget(readings).faults;
const own = (parts: Partial<MemberView>) =>
  primaryLost({ member: answered({ ...memberView(west, 'SECONDARY'), ...parts }) });
const seen = (parts: Partial<GroupView['members'][number]>) => {
  const view = groupView(east);
  const members = view.members.map((it) => (it.region === west ? { ...it, ...parts } : it));
  return primaryLost({ groups: new Map([[west, answered({ ...view, members })]]) });
};
const holding = (...shards: Partial<ShardLook>[]) =>
  primaryLost({
    member: answered({
      ...memberView(west, 'SECONDARY'),
      shards: shards.map((_, i) => ({ id: `${i}`, status: 'available' })),
    }),
    touch: answered(
      touchAnswer({ local: { reach: 'alive', shards: shards.map((it, i) => shardLook({ shard: `${i}`, ...it })) } }),
    ),
  });

test('a whole, associated SECONDARY with keys is fit', () => {
  expect(weighTarget(primaryLost())).toEqual({ faults: [], lossBoundMs: 800, recoveryPoint: ago(60) });
});

test.each<[fault: RegExp, Readings]>([
  [/role is PRIMARY/, seen({ role: 'PRIMARY' })],
  [/role is creating/, seen({ role: 'creating' })],
  [/membership is disassociating/, seen({ status: 'disassociating' })],
  [/not a member/, seen({ replicationGroupId: 'somebody-elses' })],
  [/not a member/, primaryLost({ groups: new Map([[west, failed('dark')]]) })],
  [/cannot be read/, primaryLost({ member: failed('refused') })],
  [/belongs to no Global Datastore/, own({ globalReplicationGroupId: undefined })],
  [/belongs to ldgnf-other/, own({ globalReplicationGroupId: 'ldgnf-other' })],
  [/shard 0001 is deleting/, own({ shards: [{ id: '0001', status: 'deleting' }] })],
  [/could not be read/, primaryLost({ touch: failed('unknown') })],
  [
    /1 of 2 shards answered/,
    own({
      shards: [
        { id: '0001', status: 'available' },
        { id: '0002', status: 'available' },
      ],
    }),
  ],
  [/shard 0 is loading/, holding({ refusal: 'LOADING' })],
  [/^it holds no keys but ours$/, holding({ keys: 0 })],
  [/^it holds no keys but ours$/, holding({ keys: 2 })],
  [/^it holds no keys but ours$/, holding({ keys: 1 }, { keys: 2 })],
  [/^the number of keys on shard 0 is unknown$/, holding({ keys: undefined })],
  [/^the number of keys on shard 1 is unknown$/, holding({ keys: 2 }, { keys: undefined })],
  [/shard 1 holds no keys/, holding({}, { keys: 0 })],
])('unfit: %s', (fault, readings) => {
  expect(faultsOf(readings)).toEqual([expect.stringMatching(fault)]);
});

test('a shard that is modifying takes writes all the same', () => {
  expect(faultsOf(own({ shards: [{ id: '0001', status: 'modifying' }] }))).toEqual([]);
});

test('one key of a user, on any of the shards, is enough', () => {
  expect(faultsOf(holding({ keys: 3 }))).toEqual([]);
  expect(faultsOf(holding({ keys: 1 }, { keys: 3 }))).toEqual([]);
});

const [remembered] = probeMemory().shards;
const boundOf = (probe: Partial<ProbeMemory>, parts: Partial<Readings> = {}) =>
  weighTarget(primaryLost({ probe: probeMemory(probe), ...parts })).lossBoundMs;
const beaten = (...at: (number | undefined)[]) => ({
  shards: at.map((heartbeatMovedAt, i) => ({ ...remembered, shard: `${i}`, heartbeatMovedAt })),
});

test.each<[bound: number | undefined, why: string, probe: Partial<ProbeMemory>]>([
  [800, 'the last heartbeat arrived as the primary was last reached', {}],
  [undefined, 'no delay was ever measured', { lastDelayMs: undefined }],
  [
    800,
    'the primary was reached for no longer than nothing may move',
    { ...beaten(ago(80)), primaryReachedAt: ago(60) },
  ],
  [20_801, 'it was reached for longer', { ...beaten(ago(80) - 1), primaryReachedAt: ago(60) }],
  [
    1_800_800,
    'replication broke half an hour before the primary was last reached',
    { ...beaten(ago(1860)), primaryReachedAt: ago(60) },
  ],
  [1_800_800, 'one of the shards stopped long before', { ...beaten(ago(60), ago(1860)), primaryReachedAt: ago(60) }],
  [undefined, 'on one shard no heartbeat ever moved', beaten(ago(60), undefined)],
  [undefined, 'no shard is remembered', beaten()],
  [800, 'the primary was never reached from here', { primaryReachedAt: undefined }],
])('the loss bound is %s ms: %s', (bound, _, probe) => {
  expect(boundOf(probe)).toBe(bound);
});

test('a primary that takes a write at this very look may have taken others since the last heartbeat', () => {
  const touch = answered(touchAnswer({ remote: { reach: 'alive', wrote: true } }));
  expect(boundOf(beaten(ago(600)), { touch })).toBe(600_800);
});

test('without what Probe remembers the loss bound is unknown', () => {
  expect('lossBoundMs' in weighTarget(primaryLost({ probe: undefined }))).toBe(false);
});

/** Of us-west-2's shards, when the heartbeat that each holds was written. */
const pointOf = (writtenAt: readonly (number | undefined)[], shards: number) =>
  weighTarget(
    primaryLost({
      member: answered({
        ...memberView(west, 'SECONDARY'),
        shards: Array.from({ length: shards }, (_, i) => ({ id: `${i}`, status: 'available' })),
      }),
      touch: answered(
        touchAnswer({
          local: {
            reach: 'alive',
            shards: writtenAt.map((at, i) => {
              const { heartbeat, ...without } = shardLook({ shard: `${i}` });
              return at === undefined ? without : { ...without, heartbeat: { count: 7, writtenAt: at } };
            }),
          },
        }),
      ),
    }),
  ).recoveryPoint;

test.each<[point: number | undefined, why: string, written: readonly (number | undefined)[], shards?: number]>([
  [ago(60), 'what was acknowledged before the last heartbeat was written has arrived', [ago(60)]],
  [ago(90), 'the shard that is furthest behind counts', [ago(60), ago(90)]],
  [now, 'a heartbeat of this very moment', [now]],
  [undefined, 'one of the shards holds no heartbeat', [ago(60), undefined]],
  [undefined, 'one of the shards did not answer', [ago(60)], 2],
  [undefined, 'a shard that its own Region does not know yet holds none', [ago(60), undefined], 1],
  [undefined, 'no shard answered', [], 1],
  [undefined, 'no shard is known either', [], 0],
  [undefined, 'a heartbeat from the future tells nothing', [ago(60), now + 1]],
])('the recovery point is %s: %s', (point, _, written, shards = written.length) => {
  expect(pointOf(written, shards)).toBe(point);
});

test('of a member that cannot be read nobody knows how many shards it has: no recovery point', () => {
  expect(weighTarget(primaryLost({ member: failed('dark') }))).not.toHaveProperty('recoveryPoint');
});
