import type { ProbeMemory } from '../contract/journal.ts';
import type { ShardLook } from '../contract/touch.ts';
import { movedSince } from './shard-memory.ts';

/** Of a row of looks, at most so many intervals may lie between two. */
export const mostMissed = 2;

/** `Probe` is started so often, and looks once or more in a run; when a run of it is lost, the next one looks again. */
const RUN_MS = 60_000;

/**
 * How old a heartbeat was when it arrived, measured only at the look that sees it move. Skewed clocks never go below 0.
 *
 * After a pause in the looks a heartbeat is as old as the pause, however fast it came. Where a run of `Probe` holds many
 * looks, one lost run is a pause of many intervals: if heartbeats came until it began, the delay that was measured then
 * stands. Longer than that nobody knows whether data went on to arrive, so the whole age counts. It always does where a
 * run is one look: the pause is one interval more, and every loss limit has room for that (`leastLossLimitSeconds`).
 */
export const heartbeatDelay = (
  before: ProbeMemory | undefined,
  shard: ShardLook,
  { at, intervalMs }: { readonly at: number; readonly intervalMs: number },
): number | undefined => {
  if (!before) return undefined;
  const memory = before.shards.find((each) => each.shard === shard.shard);
  if (!memory || !shard.heartbeat || !movedSince(memory, shard).heartbeat) return undefined;
  const age = Math.max(0, at - shard.heartbeat.writtenAt);
  const { lookedAt, lastDelayMs = age } = before;
  const missedMs = mostMissed * intervalMs;
  const wasFlowing = lookedAt - (memory.heartbeatMovedAt ?? 0) <= missedMs;
  const pauseMs = at - lookedAt;
  const lostOneRun = intervalMs < RUN_MS && pauseMs > missedMs && pauseMs <= RUN_MS + missedMs;
  return wasFlowing && lostOneRun ? Math.min(age, lastDelayMs) : age;
};
