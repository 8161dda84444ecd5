import type { Reach, ShardLook, Target, TouchAnswer } from '../contract/touch.ts';
import { onlyTag } from '../domain/hash-tags.ts';
import { type CacheFailure, cacheFailureOf } from '../domain/redis-errors.ts';
import type { Clock } from '../ports.ts';
import { type Open, withConnections } from './connections.ts';
import { lookAtShard, type Task, writeCanary } from './look-at-shard.ts';
import type { CacheConnection, CacheNetwork } from './network.ts';
import { entryOf, type Shard, shardsOf } from './shards.ts';

export interface Surroundings {
  readonly network: CacheNetwork;
  readonly clock: Clock;
}

/** Looks at every shard of this Region's own cache. Never rejects. */
export const touchLocal = async (
  surroundings: Surroundings,
  { target, task }: { target: Target; task: Task },
): Promise<NonNullable<TouchAnswer['local']>> => {
  const { reach, results } = await onEveryShard<ShardLook>(surroundings, target, (node, tag) =>
    lookAtShard(node, { tag, task }),
  );
  return {
    reach,
    ...detailOf(results),
    shards: results.flatMap(({ tag, value, failure }) => value ?? (tag === undefined ? [] : notSeen(tag, failure))),
  };
};

/** A shard of which only the refusal is known, if that. */
const notSeen = (shard: string, failure: CacheFailure | undefined): ShardLook => ({
  shard,
  role: 'unknown',
  ...(failure?.refusal && { refusal: failure.refusal }),
});

/** Writes a canary to every shard of the published primary, by the address that clients use. Never rejects. */
export const touchRemote = async (
  surroundings: Surroundings,
  { target, token }: { target: Target; token: string },
): Promise<NonNullable<TouchAnswer['remote']>> => {
  const { reach, results } = await onEveryShard(surroundings, target, (node, tag) => writeCanary(node, { tag, token }));
  const refusal = results.find(({ failure }) => failure?.refusal)?.failure?.refusal;
  return {
    reach,
    wrote: results.length > 0 && results.every(({ value }) => value === true),
    ...(refusal && { refusal }),
    ...detailOf(results),
  };
};

/** What became of one shard; without a tag: of the way to the shards. */
interface ShardResult<T> {
  readonly tag?: string;
  readonly value?: T;
  readonly failure?: CacheFailure;
}

type Act<T> = (node: CacheConnection, tag: string) => Promise<T>;

const onEveryShard = async <T>(
  surroundings: Surroundings,
  target: Target,
  act: Act<T>,
): Promise<{ reach: Reach; results: readonly ShardResult<T>[] }> => {
  let answered = false;
  try {
    return await withConnections(surroundings, async (open) => {
      const entry = await open(entryOf(target), target);
      const shards = await shardsOf(target, entry);
      // Only in cluster mode was something asked yet: that a port takes connections is no answer.
      answered = target.cluster;
      const results = await Promise.all(shards.map((shard) => onShard({ target, entry, open }, shard, act)));
      return { reach: reachOf(results, answered), results };
    });
  } catch (error) {
    const failure = cacheFailureOf(error);
    const tag = target.cluster ? {} : { tag: onlyTag };
    return { reach: answered ? 'unknown' : failure.reach, results: [{ ...tag, failure }] };
  }
};

const onShard = async <T>(
  { target, entry, open }: { target: Target; entry: CacheConnection; open: Open },
  { tag, node }: Shard,
  act: Act<T>,
): Promise<ShardResult<T>> => {
  try {
    return { tag, value: await act(target.cluster ? await open(node, target) : entry, tag) };
  } catch (error) {
    return { tag, failure: cacheFailureOf(error) };
  }
};

/** Alive if anything answered; unreachable only if nothing did, anywhere. */
const reachOf = (results: readonly ShardResult<unknown>[], answered: boolean): Reach => {
  if (answered || results.some(({ failure }) => !failure || failure.reach === 'alive')) return 'alive';
  return results.every(({ failure }) => failure?.reach === 'unreachable') ? 'unreachable' : 'unknown';
};

const detailOf = (results: readonly ShardResult<unknown>[]): { detail?: string } => {
  const failures = results.flatMap(({ tag, failure }) => (failure ? [`shard ${tag ?? '?'}: ${failure.detail}`] : []));
  return failures.length > 0 ? { detail: failures.join('; ').slice(0, 1000) } : {};
};
