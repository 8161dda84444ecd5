import type { Evidence } from '../contract/evidence.ts';
import type { ShardLook } from '../contract/touch.ts';
import { answered, type Readings } from './readings.ts';
import { servedAfter } from './weigh-client-view.ts';
import { stallWindowMs } from './weigh-data.ts';
import { memberIn } from './weigh-roles.ts';

/** What is wrong with this Region's member as a target, each in words. Empty: it may be promoted. */
export const weighTarget = (readings: Readings): Evidence['target'] => {
  const bound = lossBound(readings);
  const point = recoveryPoint(readings);
  return {
    faults: [...membershipFaults(readings), ...shardFaults(readings)],
    ...(bound !== undefined && { lossBoundMs: bound }),
    ...(point !== undefined && { recoveryPoint: point }),
  };
};

/**
 * A heartbeat is one of the primary's writes, and each shard's writes arrive in their order: with it, all before it did.
 * One that seems to come from the future tells nothing.
 */
const recoveryPoint = ({ member, touch, readAt }: Readings): number | undefined => {
  const shards = answered(touch)?.local?.shards;
  const expected = answered(member)?.shards.length;
  if (!shards || expected === undefined) return undefined;
  const beats = shards.flatMap(({ heartbeat }) => heartbeat?.writtenAt ?? []);
  if (beats.length === 0 || beats.length < Math.max(expected, shards.length)) return undefined;
  return Math.max(...beats) > readAt ? undefined : Math.min(...beats);
};

/**
 * The delay of the last heartbeat that arrived, and, where heartbeats had stopped long before the primary was last
 * reached, or served clients, all the time in between: replication broke first, and the primary went on taking writes.
 */
const lossBound = (readings: Readings): number | undefined => {
  const { probe, touch, readAt } = readings;
  const beats = probe?.shards.map(({ heartbeatMovedAt }) => heartbeatMovedAt) ?? [];
  const known = beats.filter((at) => at !== undefined);
  if (probe?.lastDelayMs === undefined || beats.length === 0 || known.length < beats.length) return undefined;
  const movedAt = Math.min(...known);
  const reachedAt = answered(touch)?.remote?.wrote ? readAt : (probe.primaryReachedAt ?? movedAt);
  const reachedMs = beyond(stallWindowMs(readings), reachedAt - movedAt);
  return probe.lastDelayMs + Math.max(reachedMs, servedMs(readings, movedAt));
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
const servedMs = (readings: Readings, since: number): number => {
  const clientsLateMs = Math.max(stallWindowMs(readings), readings.datastore.policy.lossLimit * 1000);
  const gapMs = (verdict: 'down' | 'up'): number => (servedAfter(readings, { since, verdict }) ?? since) - since;
  return Math.max(beyond(clientsLateMs, gapMs('down')), beyond(clientsLateMs + alarmLateMs, gapMs('up')));
};

const membershipFaults = (readings: Readings): string[] => {
  const { here, groups, member, datastore } = readings;
  const inGroup = memberIn(answered(groups.get(here)), readings);
  const own = answered(member);
  if (!inGroup) return [`${here} is not a member by its own view`];
  if (!own) return [`the replication group of ${here} cannot be read`];
  const faults: string[] = [];
  if (inGroup.role !== 'SECONDARY') faults.push(`its role is ${inGroup.role}`);
  if (inGroup.status !== 'associated') faults.push(`its membership is ${inGroup.status}`);
  if (own.globalReplicationGroupId !== datastore.globalReplicationGroupId)
    faults.push(`it belongs to ${own.globalReplicationGroupId ?? 'no Global Datastore'}`);
  const sick = own.shards.filter(({ status }) => status !== 'available' && status !== 'modifying');
  return [...faults, ...sick.map(({ id, status }) => `shard ${id} is ${status}`)];
};

const shardFaults = ({ member, touch }: Readings): string[] => {
  const expected = answered(member)?.shards.length;
  const shards = answered(touch)?.local?.shards ?? [];
  if (shards.length === 0) return ['its cache could not be read'];
  const faults = shards.flatMap(({ shard, refusal }) => (refusal === 'LOADING' ? [`shard ${shard} is loading`] : []));
  if (expected !== undefined && shards.length < expected)
    faults.push(`${shards.length} of ${expected} shards answered`);
  return [...faults, ...keyFaults(shards)];
};

/** The heartbeat, and a canary that waits to expire. */
const ourKeys = 2;

/** An empty target would be a total loss. Our own keys are none of the users'; each shard holds a heartbeat at least. */
const keyFaults = (shards: readonly ShardLook[]): string[] => {
  if (shards.every(({ keys }) => keys !== undefined && keys <= ourKeys)) return ['it holds no keys but ours'];
  return shards.flatMap(({ shard, keys }) => {
    if (keys === undefined) return [`the number of keys on shard ${shard} is unknown`];
    return keys === 0 ? [`shard ${shard} holds no keys`] : [];
  });
};
