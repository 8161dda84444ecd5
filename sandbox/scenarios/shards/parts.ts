import { names } from '../../../functions/contract/names.ts';
import type { Victims } from '../../simulation/redis/model-redis.ts';
import type { Stage } from '../../stage/stage.ts';
import { minute } from '../moves.ts';

/** Two members with cluster mode and three shards each. */
export const shape = 'shards';

/** One shard of a Region's cache, with its replicas. */
export const shardOf = ({ caches }: Stage, region: string, shard: number): Victims => ({
  ...caches.clusterIn(region),
  shard,
  nodes: 'all',
});

/** Waits until people in a Region are paged that nobody sees every shard there. A page of before does not count. */
export const untilToldOfBlindness = async (stage: Stage, region: string): Promise<void> => {
  const since = stage.see.pages(region).length;
  const isTold = (): boolean =>
    stage.see
      .pages(region)
      .slice(since)
      .some(({ detail }) => String(detail?.subject).includes(names.probeRanAlarm(stage.datastore)));
  await stage.until(`people in ${region} are told that nobody sees every shard`, isTold, { within: 15 * minute });
};
