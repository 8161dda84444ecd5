import { expect, test } from '@jest/globals';
import type { ShardLook } from '../../functions/contract/touch.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { weighTarget } from '../../functions/domain/weigh-target.ts';
import type { GroupView, MemberView } from '../../functions/ports.ts';
import { answered, failed, primaryLost, shardLook, touchAnswer } from '../support/readings.ts';
import { ago, east, groupView, memberView, west } from '../support/sessions.ts';

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
