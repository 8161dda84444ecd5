import { expect, test } from '@jest/globals';
import { rememberLook } from '../../functions/domain/remember-look.ts';
import { movedSince, rememberShard } from '../../functions/domain/shard-memory.ts';
import { probeMemory, shardLook, touchAnswer } from '../support/readings.ts';
import { ago, now } from '../support/sessions.ts';

/** What is written into the journal: no member may stand there that says nothing. */

const look = (
  answer: ReturnType<typeof touchAnswer> | undefined,
  parts: Partial<Parameters<typeof rememberLook>[1]> = {},
) => ({
  datastore: 'sessions',
  role: 'SECONDARY' as const,
  answer,
  at: now,
  intervalMs: 10_000,
  ...parts,
});
const shard0 = { shard: '0', heartbeatCount: 7, stream: 'a', position: 100 };

test('a first look remembers values, and nothing else', () => {
  const bare = { datastore: 'sessions', lookedAt: now, role: 'SECONDARY' };
  expect(rememberLook(undefined, look(touchAnswer()))).toStrictEqual({ ...bare, shards: [shard0] });
  expect(rememberLook(undefined, look(undefined))).toStrictEqual({ ...bare, shards: [] });
  expect(rememberLook(undefined, look(touchAnswer({ local: undefined, remote: undefined })))).toStrictEqual({
    ...bare,
    shards: [],
  });
});

test('a look at nothing keeps what is known of the shards, and ends the row', () => {
  const before = probeMemory({ stoppedSince: ago(50) });
  const { badSince, ...kept } = before;
  expect(badSince).toBe(ago(50));
  for (const answer of [undefined, touchAnswer({ local: undefined, remote: undefined })])
    expect(rememberLook(before, look(answer))).toStrictEqual({ ...kept, lookedAt: now });
});

test('shards that did not answer as alive are no look at all', () => {
  const local = { reach: 'unknown' as const, shards: [shardLook()] };
  expect(rememberLook(probeMemory(), look(touchAnswer({ local }))).badSince).toBeUndefined();
});

test('another role than SECONDARY is never bad; an unknown one does not end the stop', () => {
  const before = probeMemory({ stoppedSince: ago(50) });
  const seen = (role: 'PRIMARY' | 'unknown') => rememberLook(before, look(touchAnswer(), { role }));
  expect(seen('unknown')).toMatchObject({ role: 'unknown', stoppedSince: ago(50) });
  expect(seen('unknown')).not.toHaveProperty('badSince');
  expect(seen('PRIMARY')).not.toHaveProperty('stoppedSince');
});

test('a heartbeat that moved tells its delay; the slowest shard counts, and a clock ahead of ours is no delay', () => {
  const shards = [
    shardLook({ heartbeat: { writtenAt: ago(2), count: 8 } }),
    shardLook({ shard: '1', heartbeat: { writtenAt: ago(9), count: 8 } }),
  ];
  const before = probeMemory({ shards: [shard0, { ...shard0, shard: '1' }] });
  const answer = touchAnswer({ local: { reach: 'alive', shards } });
  expect(rememberLook(before, look(answer)).lastDelayMs).toBe(9000);
  const ahead = touchAnswer({
    local: { reach: 'alive', shards: [shardLook({ heartbeat: { writtenAt: ago(-2), count: 8 } })] },
  });
  expect(rememberLook(before, look(ahead)).lastDelayMs).toBe(0);
});

test('what was never remembered did not move; nor what cannot be read now', () => {
  expect(movedSince({ shard: '0' }, shardLook())).toEqual({ heartbeat: false, offset: false });
  expect(movedSince({ shard: '0', stream: 'a' }, shardLook())).toEqual({ heartbeat: false, offset: false });
  expect(movedSince(shard0, shardLook({ heartbeat: undefined, offset: undefined }))).toEqual({
    heartbeat: false,
    offset: false,
  });
});

test('a shard is remembered by what could be read of it', () => {
  expect(rememberShard(undefined, shardLook(), now)).toStrictEqual(shard0);
  expect(rememberShard(undefined, shardLook({ heartbeat: undefined, offset: undefined }), now)).toStrictEqual({
    shard: '0',
  });
  const moved = shardLook({ heartbeat: { writtenAt: now, count: 8 }, offset: { stream: 'a', position: 101 } });
  expect(rememberShard(shard0, moved, now)).toStrictEqual({
    shard: '0',
    heartbeatCount: 8,
    heartbeatMovedAt: now,
    stream: 'a',
    position: 101,
    offsetMovedAt: now,
  });
});
