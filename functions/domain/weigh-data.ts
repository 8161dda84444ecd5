import type { Evidence } from '../contract/evidence.ts';
import type { ProbeMemory, ShardMemory } from '../contract/journal.ts';
import { probeIntervalSeconds } from '../contract/policy.ts';
import type { ShardLook } from '../contract/touch.ts';
import { isWithinDay } from './bad-row.ts';
import { answered, type Readings } from './readings.ts';
import { movedSince } from './shard-memory.ts';

/** A replication lag below this, in seconds, is data arriving, where nothing better is known. */
const lowLagSeconds = 5;

type DataArriving = Evidence['dataArriving'];

/** How long nothing may have moved before data counts as stopped, in milliseconds. */
export const stallWindowMs = ({ datastore: { policy, profile } }: Pick<Readings, 'datastore'>): number =>
  Math.max(policy.persistence, 2 * probeIntervalSeconds[profile]) * 1000;

/**
 * Whether data still arrives from the primary. `stopped` is a positive finding on every shard: readable now, its
 * heartbeat moved within a day before it became bad, its offset was seen to move at all, and neither moved within the window. Anything less
 * is unknown: a heartbeat alone also stops when only its writer is dead.
 */
export const weighData = (
  readings: Pick<Readings, 'datastore' | 'probe' | 'readAt' | 'replicationLag' | 'touch'>,
): DataArriving => {
  const { probe, readAt } = readings;
  const shards = answered(readings.touch)?.local?.shards ?? [];
  if (shards.length === 0) return unknown("this Region's cache could not be read");
  if (!probe) return unknown('Probe has not looked here yet');

  const judged = shards.map((shard) => ({ shard, lastMovedAt: lastMoved(shard, probe.shards, readAt) }));
  const times = judged.flatMap(({ lastMovedAt }) => lastMovedAt ?? []);
  // Where nothing was ever seen to move, that is longer ago than anything.
  const lastMovedAt = Math.max(...times);
  if (readAt - lastMovedAt <= stallWindowMs(readings))
    return {
      verdict: 'arriving',
      lastMovedAt,
      detail: `data arrived ${Math.round((readAt - lastMovedAt) / 1000)} s ago`,
    };

  const doubt = judged
    .map(({ shard }) => doubtAbout(shard, { ...readings, probe }))
    .find((reason) => reason !== undefined);
  const lag = answered(readings.replicationLag);
  if (doubt !== undefined && lag !== undefined && lag < lowLagSeconds)
    return { verdict: 'arriving', detail: `GlobalDatastoreReplicationLag is ${lag} s` };
  if (doubt !== undefined) return unknown(doubt);
  return {
    verdict: 'stopped',
    lastMovedAt,
    detail: `nothing arrived for ${Math.round((readAt - lastMovedAt) / 1000)} s`,
  };
};

const unknown = (detail: string): DataArriving => ({ verdict: 'unknown', detail });

const memoryOf = (shard: ShardLook, memories: readonly ShardMemory[]): ShardMemory | undefined =>
  memories.find((memory) => memory.shard === shard.shard);

/** The last instant at which the shard's heartbeat or offset moved, this look included. */
const lastMoved = (shard: ShardLook, memories: readonly ShardMemory[], readAt: number): number | undefined => {
  const memory = memoryOf(shard, memories);
  if (!memory) return undefined;
  const { heartbeat, offset } = movedSince(memory, shard);
  if (heartbeat || offset) return readAt;
  const times = [memory.heartbeatMovedAt, memory.offsetMovedAt].flatMap((time) => time ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
};

const doubtAbout = (
  shard: ShardLook,
  facts: Pick<Readings, 'datastore' | 'readAt'> & { readonly probe: ProbeMemory },
): string | undefined => {
  const { shards } = facts.probe;
  const memory = memoryOf(shard, shards);
  if (!shard.heartbeat || !memory) return `no heartbeat can be read on shard ${shard.shard}`;
  if (!isWithinDay(memory.heartbeatMovedAt, facts))
    return `the heartbeat on shard ${shard.shard} has not moved within a day`;
  return isOffsetKnown(shard, shards) ? undefined : `the offset on shard ${shard.shard} was never seen to move`;
};

/** Whether a shard's replication offset can be read now, and was ever seen to move: else it proves nothing. */
export const isOffsetKnown = (shard: ShardLook, memories: readonly ShardMemory[]): boolean =>
  shard.offset !== undefined && memoryOf(shard, memories)?.offsetMovedAt !== undefined;
