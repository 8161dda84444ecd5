import type { Scene } from '../drill/scene.ts';
import type { DatastoreServers, World } from '../world.ts';

/** What an episode of a soak happens on. */
export interface Ground {
  readonly world: World;
  /** As of the episode's beginning: `home` is the primary's Region, `heir` the other. */
  readonly scene: Scene;
  readonly servers: DatastoreServers;
  /** In [0, 1); the seed repeats it, though not the timing of real servers. */
  readonly random: () => number;
}

/** The replication group of a Region, and the node behind its primary endpoint. */
export const clusterIn = ({ world, scene }: Ground, region: string): { readonly id: string; readonly node: string } => {
  const planned = world.datastores.find(({ name }) => name === scene.datastore);
  const cluster = planned && [planned.primary, ...planned.secondaries].find((each) => each.region === region);
  if (!cluster) throw new RangeError(`${scene.datastore} has no cluster in ${region}`);
  return { id: cluster.id, node: `${cluster.id}-001` };
};
