import type { ClusterRef } from '../../aws/services/elasticache/backing.ts';
import { endpointNames } from '../../aws/services/elasticache/names.ts';
import { clientFrom } from './client.ts';
import { Cluster } from './cluster.ts';
import { Directory } from './directory.ts';
import { Earlier } from './earlier.ts';
import { unwatched } from './errand.ts';
import { groundTruth } from './ground-truth.ts';
import type { Told } from './look-up.ts';
import type { ModelDatastore, ModelOptions, ModelRedis } from './model-redis.ts';
import { createNemesis } from './nemesis.ts';
import { networkFrom } from './network-from.ts';
import { noNames, openPaths } from './paths.ts';
import type { Surroundings } from './surroundings.ts';

export type * from './model-redis.ts';
export { type Names, noNames, openPaths, type Paths, pathsOf, type Traffic, type Way } from './paths.ts';

/** The caches of one datastore as they are. */
export interface Estate {
  readonly clusters: readonly Cluster[];
  /** Promoted last. */
  writer: Cluster;
}

const tickMs = 1000;

/** Every cluster in its place and in sync; from then on time passes on the clock. */
export const createModelRedis = (options: ModelOptions): ModelRedis => {
  const { names = noNames, others = new Map() } = options;
  const around = surroundingsOf(options);
  const estates = options.datastores.map((datastore, index) => start(datastore, index * 16, around));
  const clusters = estates.flatMap((estate) => estate.clusters);
  const find = ({ region, id }: ClusterRef): Cluster => {
    const cluster = clusters.find((one) => one.region === region && one.id === id);
    if (!cluster)
      throw new RangeError(`no caches of ${id} in ${region}; there are ${clusters.map((c) => c.id).join(', ')}`);
    return cluster;
  };
  const estateOf = (cluster: Cluster): Estate | undefined =>
    estates.find((estate) => estate.clusters.includes(cluster));
  const reachable = {
    directory: new Directory(clusters, names, around),
    around,
    names,
    told: new Earlier<Told>(),
    others,
  };
  return {
    ...keeper({ find, estateOf }, around),
    networkFrom: (from, traffic = 'cache', sendOut = unwatched) => networkFrom({ from, traffic, sendOut }, reachable),
    clientFrom: (from) => clientFrom(from, reachable, (cluster) => estateOf(cluster)?.writer !== cluster),
    truth: groundTruth({ find, estateOf, clusters }, around),
    nemesis: createNemesis(find, around),
    endpoints: (ref) => ({ ...endpointNames(find(ref).spec), port: find(ref).port }),
    close: keepTime(clusters, around),
  };
};

const surroundingsOf = (options: ModelOptions): Surroundings => {
  const { clock, random, history, paths = openPaths } = options;
  const { replicationLagMs = 80, replPingPeriodMs = 10_000, replTimeoutMs = 60_000 } = options;
  const { replBacklogBytes = 1024 * 1024, fullSyncMs = 0 } = options;
  const times = { replicationLagMs, replPingPeriodMs, replTimeoutMs, replBacklogBytes, fullSyncMs };
  return { clock, random, history, paths, times, earlier: new Earlier() };
};

const start = ({ clusters, primary, content = {} }: ModelDatastore, first: number, around: Surroundings): Estate => {
  const made = clusters.map((spec, index) => new Cluster(spec, first + index + 1, around));
  const writer = made.find(({ region, id }) => region === primary.region && id === primary.id);
  if (!writer)
    throw new RangeError(`the primary ${primary.id} in ${primary.region} is none of its datastore's clusters`);
  writer.store(content);
  writer.begin(undefined);
  for (const cluster of made) if (cluster !== writer) cluster.begin(writer);
  return { clusters: made, writer };
};

/** Once a second everything does what it does by itself; and what a mended path held back goes on at once. */
const keepTime = (clusters: readonly Cluster[], { clock, paths }: Surroundings): (() => void) => {
  const nodes = clusters.flatMap((cluster) => cluster.nodes);
  const tick = (): void => {
    const now = clock.now();
    for (const node of nodes) node.tick(now);
    stop = clock.after(tickMs, tick);
  };
  let stop = clock.after(tickMs, tick);
  const deaf = paths.onChange(() => {
    for (const node of nodes) node.link.pump();
  });
  return () => {
    stop();
    deaf();
  };
};

interface Known {
  readonly find: (ref: ClusterRef) => Cluster;
  readonly estateOf: (cluster: Cluster) => Estate | undefined;
}

/**
 * What ElastiCache does to its nodes. A promotion is done when every shard's primary node obeyed; a demotion when it is
 * ordered: a frozen or ended process obeys when it is back, and a world waits for it no longer than AWS would.
 */
const keeper = (
  { find, estateOf }: Known,
  { history }: Surroundings,
): Pick<ModelRedis, 'promote' | 'demote' | 'separate'> => {
  const note = (name: string, { region, id }: Cluster, detail: object = {}): void =>
    history.append({ kind: 'effect', region, name, detail: { cluster: id, ...detail } });
  const free = async (ref: ClusterRef, name: string): Promise<Cluster> => {
    const cluster = find(ref);
    await cluster.follow(undefined);
    note(name, cluster);
    return cluster;
  };
  return {
    promote: async (ref) => {
      const cluster = await free(ref, 'redis:Promoted');
      const estate = estateOf(cluster);
      if (estate) estate.writer = cluster;
    },
    demote: async (ref, primary) => {
      const [cluster, source] = [find(ref), find(primary)];
      void cluster.follow(source).then(() => note('redis:Demoted', cluster, { primary: source.id }));
    },
    separate: async (ref) => void (await free(ref, 'redis:Separated')),
  };
};
