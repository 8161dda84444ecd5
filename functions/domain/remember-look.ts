import type { ProbeMemory } from '../contract/journal.ts';
import type { ShardLook, TouchAnswer } from '../contract/touch.ts';
import { heartbeatDelay, mostMissed } from './heartbeat-delay.ts';
import { movedSince, rememberShard } from './shard-memory.ts';

/**
 * What `Probe` remembers after a look. Pure.
 *
 * A look is bad when this Region's cache was readable, nothing moved on any shard, and the primary was not written to.
 * `badSince` is the first of an unbroken row of bad looks: one that was not bad, or could not tell, ends the row, and so
 * does a time without looks: nobody saw what happened in it.
 */
export const rememberLook = (
  before: ProbeMemory | undefined,
  look: {
    readonly datastore: string;
    readonly role: ProbeMemory['role'];
    readonly answer: TouchAnswer | undefined;
    readonly at: number;
    /** Between two looks, by the profile. */
    readonly intervalMs: number;
  },
): ProbeMemory => {
  const { datastore, role, answer, at, intervalMs } = look;
  const shards = answer?.local?.shards ?? [];
  const delays = shards.flatMap((shard) => heartbeatDelay(before, shard, look) ?? []);
  const lastDelayMs = delays.length > 0 ? Math.max(...delays) : before?.lastDelayMs;
  const primaryReachedAt = answer?.remote?.wrote ? at : before?.primaryReachedAt;
  const verdict = role === 'SECONDARY' ? verdictOf(before, answer) : role === 'PRIMARY' ? 'good' : 'unknown';
  const isUnbroken = before !== undefined && at - before.lookedAt <= mostMissed * intervalMs;
  const badSince = verdict === 'bad' ? ((isUnbroken ? before.badSince : undefined) ?? at) : undefined;
  const stoppedSince = before?.stoppedSince ?? badSince;
  return {
    datastore,
    lookedAt: at,
    role,
    shards:
      shards.length > 0
        ? shards.map((shard) => rememberShard(memoryOf(before, shard), shard, at))
        : (before?.shards ?? []),
    ...(lastDelayMs !== undefined && { lastDelayMs }),
    ...(primaryReachedAt !== undefined && { primaryReachedAt }),
    ...(badSince !== undefined && { badSince }),
    ...(stoppedSince !== undefined && verdict !== 'good' && { stoppedSince }),
  };
};

const memoryOf = (before: ProbeMemory | undefined, { shard }: ShardLook) =>
  before?.shards.find((memory) => memory.shard === shard);

const verdictOf = (before: ProbeMemory | undefined, answer: TouchAnswer | undefined): 'good' | 'bad' | 'unknown' => {
  if (answer?.remote?.wrote) return 'good';
  const shards = answer?.local?.shards ?? [];
  if (!before || shards.length === 0 || answer?.local?.reach !== 'alive') return 'unknown';
  const moved = shards.some((shard) => {
    const memory = memoryOf(before, shard);
    if (!memory) return true;
    const { heartbeat, offset } = movedSince(memory, shard);
    return heartbeat || offset;
  });
  return moved ? 'good' : 'bad';
};
