import type { ShardMemory } from '../contract/journal.ts';
import type { ShardLook } from '../contract/touch.ts';

/**
 * What moved on a shard since it was remembered. An offset of another stream proves nothing by itself: after a
 * promotion or a restart the positions do not compare.
 */
export const movedSince = (memory: ShardMemory, look: ShardLook): { heartbeat: boolean; offset: boolean } => ({
  heartbeat:
    look.heartbeat !== undefined &&
    memory.heartbeatCount !== undefined &&
    look.heartbeat.count !== memory.heartbeatCount,
  offset:
    look.offset !== undefined &&
    memory.position !== undefined &&
    look.offset.stream === memory.stream &&
    look.offset.position > memory.position,
});

/** What to remember of a shard after a look at `now`. A first look remembers values, and no movement. */
export const rememberShard = (memory: ShardMemory | undefined, look: ShardLook, now: number): ShardMemory => {
  const moved = memory ? movedSince(memory, look) : { heartbeat: false, offset: false };
  return {
    ...memory,
    shard: look.shard,
    ...(look.heartbeat && { heartbeatCount: look.heartbeat.count }),
    ...(moved.heartbeat && { heartbeatMovedAt: now }),
    ...(look.offset && { stream: look.offset.stream, position: look.offset.position }),
    ...(moved.offset && { offsetMovedAt: now }),
  };
};
