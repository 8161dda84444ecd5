import { expect, test } from '@jest/globals';
import type { ShardLook, TouchAnswer } from '../../functions/contract/touch.ts';
import { blindness } from '../../functions/domain/blindness.ts';
import { answered, failed, shardLook, touchAnswer } from '../support/readings.ts';

const seen = (...shards: Partial<ShardLook>[]) =>
  answered(touchAnswer({ local: { reach: 'alive', shards: shards.map((parts) => shardLook(parts)) } }));
const local = (parts: TouchAnswer['local']) => answered(touchAnswer({ local: parts }));
const nothing = { heartbeat: undefined };

test.each<[Parameters<typeof blindness>[0], string, Parameters<typeof blindness>[1]]>([
  ['SECONDARY', 'every shard shows a heartbeat and where it is', seen({}, { shard: '1' })],
  ['PRIMARY', 'every shard took the heartbeat, the first one ever too', seen({ ...nothing, beat: true })],
  ['PRIMARY', 'it tells nothing of replication', seen({ offset: undefined, beat: true })],
])('a %s sees where %s', (role, _, touch) => {
  expect(blindness(role, touch)).toBeUndefined();
});

test.each<[Parameters<typeof blindness>[0], RegExp, Parameters<typeof blindness>[1]]>([
  ['unknown', /role could not be read/, seen({ beat: true })],
  ['SECONDARY', /TouchCache: it was unknown/, failed('unknown')],
  ['SECONDARY', /no address/, local(undefined)],
  ['SECONDARY', /does not answer: ETIMEDOUT/, local({ reach: 'unreachable', detail: 'ETIMEDOUT', shards: [] })],
  ['SECONDARY', /does not answer: unknown/, local({ reach: 'unknown', shards: [shardLook()] })],
  ['SECONDARY', /does not answer/, local({ reach: 'alive', shards: [] })],
  ['SECONDARY', /shard 1 shows no heartbeat: NOPERM/, seen({}, { shard: '1', ...nothing, refusal: 'NOPERM' })],
  ['SECONDARY', /shard 0 shows no heartbeat/, seen({ ...nothing, beat: true })],
  // Without it "stopped" is never known, whatever the heartbeat says: an outage would hold, and nobody be told.
  ['SECONDARY', /shard 1 shows no offset: NOPERM/, seen({}, { shard: '1', offset: undefined, refusal: 'NOPERM' })],
  ['PRIMARY', /shard 1 took no heartbeat: OOM/, seen({ beat: true }, { shard: '1', beat: false, refusal: 'OOM' })],
  ['PRIMARY', /shard 0 took no heartbeat/, seen({})],
])('a %s is blind: %s', (role, why, touch) => {
  expect(blindness(role, touch)).toMatch(why);
});
