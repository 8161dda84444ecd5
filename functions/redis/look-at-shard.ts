import type { ShardLook } from '../contract/touch.ts';
import { cacheFailureOf } from '../domain/redis-errors.ts';
import { replicationOfInfo, replicationOfRole } from '../domain/replication.ts';
import type { CacheConnection } from './network.ts';

/** Outlives any outage that people leave open: a heartbeat that expired would turn "stopped" into "unknown". */
const heartbeatTtlSeconds = 30 * 24 * 3600;
const canaryTtlMs = 60_000;

/** What to do on a shard besides reading. */
export interface Task {
  readonly beat: boolean;
  readonly canary: boolean;
  /** Unique to this look and part, so that two looks at once never read each other's canary. */
  readonly token: string;
  readonly now: () => Date;
}

/** The only keys we ever write: never a user's. */
const heartbeatKey = (tag: string): string => `failover:heartbeat:{${tag}}`;
const canaryKey = (tag: string, token: string): string => `failover:canary:${token}:{${tag}}`;

/**
 * Reads one shard through its node, everything at once. A refused command leaves its member out and its word in
 * `refusal`; a connection that breaks rejects.
 */
export const lookAtShard = async (
  node: CacheConnection,
  { tag, task }: { tag: string; task: Task },
): Promise<ShardLook> => {
  const refusals: string[] = [];
  /** Undefined where the server refused. The refusal of a write comes first in what is told. */
  const answerOf = async <T>(work: Promise<T>, weight: 'read' | 'write' = 'read'): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      const { reach, refusal } = cacheFailureOf(error);
      if (reach !== 'alive' || refusal === undefined) throw error;
      if (weight === 'write') refusals.unshift(refusal);
      else refusals.push(refusal);
      return undefined;
    }
  };

  const [info, heartbeat, keys, wrote] = await Promise.all([
    answerOf(node.call('INFO', 'replication')),
    answerOf(node.call('GET', heartbeatKey(tag))).then(parseHeartbeat),
    answerOf(node.call('DBSIZE')),
    task.canary ? answerOf(writeCanary(node, { tag, token: task.token }), 'write') : undefined,
  ]);
  const replication =
    typeof info === 'string' ? replicationOfInfo(info) : replicationOfRole(await answerOf(node.call('ROLE')));
  const beaten = task.beat
    ? await answerOf(beat(node, { tag, count: heartbeat?.count ?? 0, now: task.now() }), 'write')
    : undefined;

  const [refusal] = refusals;
  return {
    shard: tag,
    ...replication,
    ...(heartbeat && { heartbeat }),
    ...(isCount(keys) && { keys }),
    ...(task.canary && { wrote: wrote === true }),
    ...(task.beat && { beat: beaten === 'OK' }),
    ...(refusal && { refusal }),
  };
};

/**
 * True once the value that was written was read back. The key is removed at once, so that what is counted are the
 * users' keys: a replica whose primary is gone keeps expired ones. Where removing is refused, it expires.
 */
export const writeCanary = async (
  node: CacheConnection,
  { tag, token }: { tag: string; token: string },
): Promise<boolean> => {
  const key = canaryKey(tag, token);
  const [, read] = await Promise.all([
    node.call('SET', key, token, 'PX', canaryTtlMs),
    node.call('GET', key),
    node.call('DEL', key).catch(() => undefined),
  ]);
  return read === token;
};

/** Only the primary Region's Probe writes it, so reading and writing need not be one step. */
const beat = (node: CacheConnection, { tag, count, now }: { tag: string; count: number; now: Date }) =>
  node.call(
    'SET',
    heartbeatKey(tag),
    JSON.stringify({ writtenAt: now.getTime(), count: count + 1 }),
    'EX',
    heartbeatTtlSeconds,
  );

/** What is no such number was not counted by a server, nor written by us, and would not be understood by whoever asked. */
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Absent for anything that we did not write. */
const parseHeartbeat = (value: unknown): ShardLook['heartbeat'] => {
  try {
    const { writtenAt, count } = Object(JSON.parse(String(value)));
    return isCount(writtenAt) && isCount(count) ? { writtenAt, count } : undefined;
  } catch {
    return undefined;
  }
};
