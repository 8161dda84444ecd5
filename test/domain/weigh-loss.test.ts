import { expect, test } from '@jest/globals';
import type { ProbeMemory } from '../../functions/contract/journal.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { weighTarget } from '../../functions/domain/weigh-target.ts';
import { answered, failed, primaryLost, probeMemory, shardLook, touchAnswer } from '../support/readings.ts';
import { ago, memberView, now, west } from '../support/sessions.ts';

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
