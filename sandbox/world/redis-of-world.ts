import type { Place } from '../aws/service.ts';
import { type Backing, type ClusterRef, nullBacking } from '../aws/services/elasticache.ts';
import type { Network } from '../network.ts';
import { type Address, AddressUnavailable, type RedisServers, RedisServerUnusable, startRedis } from '../redis.ts';
import { freePort, type PlannedDatastore } from './datastores.ts';
import { SandboxError } from './sandbox-error.ts';

/** The servers of one datastore. */
export interface DatastoreServers extends RedisServers {
  readonly port: number;
}

/** The servers of all datastores. */
export interface WorldRedis extends Backing {
  /** By the datastore's name in the configuration. */
  readonly of: ReadonlyMap<string, DatastoreServers>;
  readonly names: () => Map<string, string>;
  readonly addressFor: (from: Place, host: string, port: number) => Address | undefined;
}

/** For a world whose ElastiCache is a model only. */
export const noRedis: WorldRedis = {
  ...nullBacking,
  of: new Map(),
  names: () => new Map(),
  addressFor: () => undefined,
};

/** What users stored long ago: an empty cache would be no target of a failover. */
const sessions = { 'session:ada': 'signed in', 'session:grace': 'signed in', 'session:edsger': 'signed in' };

interface Request {
  readonly datastores: readonly PlannedDatastore[];
  readonly network: Network;
  /** Of the first datastore; 0 takes a free one for each. */
  readonly port: number;
  readonly server?: string | undefined;
  /** Told of each datastore's servers as soon as they run. */
  readonly onStarted: (servers: RedisServers) => void;
}

/** Starts the servers of every datastore, each on a port of its own. Throws `SandboxError`. */
export const startWorldRedis = async ({
  datastores,
  network,
  port,
  server,
  onStarted,
}: Request): Promise<WorldRedis> => {
  const of = new Map<string, DatastoreServers>();
  const byCluster = new Map<string, RedisServers>();
  for (const [index, { name, primary, secondaries }] of datastores.entries()) {
    const clusters = [primary, ...secondaries];
    const servers = await start(
      { network, clusters, primary, content: sessions, ...(server !== undefined && { server }) },
      port === 0 ? undefined : port + index,
    );
    onStarted(servers);
    of.set(name, servers);
    for (const cluster of clusters) byCluster.set(keyOf(cluster), servers);
  }
  const serving = (cluster: ClusterRef): RedisServers => {
    const servers = byCluster.get(keyOf(cluster));
    if (!servers) throw new RangeError(`the sandbox has no servers for ${cluster.id} in ${cluster.region}`);
    return servers;
  };
  return {
    of,
    promote: (cluster) => serving(cluster).promote(cluster),
    demote: (cluster, newPrimary) => serving(cluster).demote(cluster, newPrimary),
    separate: (cluster) => serving(cluster).separate(cluster),
    names: () => new Map([...of.values()].flatMap((servers) => [...servers.names()])),
    addressFor: (from, host, asked) =>
      [...of.values()].map((servers) => servers.addressFor(from, host, asked)).find((address) => address !== undefined),
  };
};

const keyOf = ({ region, id }: ClusterRef): string => `${region}/${id}`;

/** A free port may be taken on one of the other loopback addresses: then another one is tried. */
const start = async (
  options: Omit<Parameters<typeof startRedis>[0], 'port'>,
  wanted: number | undefined,
  tries = 5,
): Promise<DatastoreServers> => {
  const port = wanted ?? (await freePort());
  try {
    return Object.assign(await startRedis({ ...options, port }), { port });
  } catch (cause) {
    if (cause instanceof AddressUnavailable && wanted === undefined && tries > 1)
      return start(options, wanted, tries - 1);
    if (cause instanceof AddressUnavailable || cause instanceof RedisServerUnusable)
      throw new SandboxError(cause.message, { cause });
    throw cause;
  }
};
