import { answered, type Readings } from './readings.ts';
import { servedAfter } from './weigh-client-view.ts';
import { stallWindowMs } from './weigh-data.ts';

/**
 * When the last heartbeat that is here was written, on the shard that is furthest behind. Milliseconds since the epoch, by the
 * clock of the primary's Region; undefined where a shard's is unknown.
 *
 * A heartbeat is one of the primary's writes, and each shard's writes arrive in their order: with it, all before it did.
 * One that seems to come from the future tells nothing.
 */
export const recoveryPoint = ({ member, touch, readAt }: Readings): number | undefined => {
  const shards = answered(touch)?.local?.shards;
  const expected = answered(member)?.shards.length;
  if (!shards || expected === undefined) return undefined;
  const beats = shards.flatMap(({ heartbeat }) => heartbeat?.writtenAt ?? []);
  if (beats.length === 0 || beats.length < Math.max(expected, shards.length)) return undefined;
  return Math.max(...beats) > readAt ? undefined : Math.min(...beats);
};

/** What may be lost, in milliseconds, and whether that grows: clients are served by this very look, and nothing arrives. */
interface Loss {
  readonly boundMs: number;
  readonly grows: boolean;
}

/**
 * The delay of the last heartbeat that arrived, and, where heartbeats had stopped long before the primary was last
 * reached, or served clients, all the time in between: replication broke first, and the primary went on taking writes.
 */
export const lossBound = (readings: Readings): Loss | undefined => {
  const { probe, touch, readAt } = readings;
  const beats = probe?.shards.map(({ heartbeatMovedAt }) => heartbeatMovedAt) ?? [];
  const known = beats.filter((at) => at !== undefined);
  if (probe?.lastDelayMs === undefined || beats.length === 0 || known.length < beats.length) return undefined;
  const movedAt = Math.min(...known);
  const reachedAt = answered(touch)?.remote?.wrote ? readAt : (probe.primaryReachedAt ?? movedAt);
  const reachedMs = beyond(stallWindowMs(readings), reachedAt - movedAt);
  const served = servedMs(readings, movedAt);
  return {
    boundMs: probe.lastDelayMs + Math.max(reachedMs, served.beforeMs, served.nowMs),
    grows: served.nowMs > 0,
  };
};

/** A time that is longer than what an outage itself may look like. */
const beyond = (limitMs: number, ms: number): number => (ms > limitMs ? ms : 0);

/** An alarm that is to move in an outage has moved by then. */
const alarmLateMs = 180_000;

/**
 * For how long clients were served after data had stopped, where that is longer than an outage may look like it. Clients notice
 * late: they wait for answers, and some write seldom. So what they show counts only where it is longer than nothing may move,
 * and by itself more than may be lost; by an alarm that has not moved yet, only where it should have.
 */
const servedMs = (readings: Readings, since: number): { beforeMs: number; nowMs: number } => {
  const clientsLateMs = Math.max(stallWindowMs(readings), readings.datastore.policy.lossLimit * 1000);
  const gapMs = (verdict: 'down' | 'up'): number => (servedAfter(readings, { since, verdict }) ?? since) - since;
  return { beforeMs: beyond(clientsLateMs, gapMs('down')), nowMs: beyond(clientsLateMs + alarmLateMs, gapMs('up')) };
};
