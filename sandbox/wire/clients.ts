import { Resolver } from 'node:dns/promises';
import { Redis } from 'ioredis';
import { hostsOf } from '../simulation/populate.ts';
import type { StagedRedis, StagedWorld } from '../stage/staged-world.ts';
import type { DatastoreServers, World } from '../world.ts';
import type { Work } from './travel.ts';

/** Patience of an application with a server that does not answer. */
const PATIENCE_MS = 250;

interface Place {
  readonly world: World;
  readonly datastore: string;
  readonly servers: DatastoreServers;
  readonly work: Work;
}

/** Applications that connect anew for each write, by a real client, through the relays of their Region. */
export const wireClients =
  ({ world, datastore, servers, work }: Place): StagedRedis['clientFrom'] =>
  (region) => ({
    write: (tag, { host }) => {
      const cluster = clusterAt(world, { datastore, host });
      const address = servers.addressesFrom(region).get(host);
      return work.track(write(tag, address ?? { host, port: servers.port })).then(
        () => {
          const id = world.config.datastores[datastore]?.globalReplicationGroupId ?? '';
          const deposed = world.elasticache.writer(id)?.region !== cluster?.region;
          return { outcome: 'acknowledged', cluster: cluster ?? { region: 'nowhere', id: host }, deposed };
        },
        (error) => ({ outcome: 'unknown', cluster, error }),
      );
    },
  });

const write = async (tag: string, address: { host: string; port: number }): Promise<void> => {
  const redis = client(address);
  try {
    await redis.set(tag, tag);
  } finally {
    redis.disconnect();
  }
};

/** Those of the tags that the server at an address does not hold. */
export const missingAt = async (
  address: { host: string; port: number },
  tags: readonly string[],
): Promise<readonly string[]> => {
  const redis = client(address);
  try {
    const found = await Promise.all(tags.map((tag) => redis.exists(tag)));
    return tags.filter((_, index) => found[index] === 0);
  } finally {
    redis.disconnect();
  }
};

const client = ({ host, port }: { host: string; port: number }): Redis => {
  const redis = new Redis({
    ...{ host, port, connectTimeout: PATIENCE_MS, commandTimeout: PATIENCE_MS },
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Whoever awaits its command hears of it.
  redis.on('error', () => {});
  return redis;
};

const clusterAt = ({ config }: World, { datastore, host }: { datastore: string; host: string }) => {
  const [region] =
    Object.entries(hostsOf({ config, layout: {} }, datastore)).find(([, { primary }]) => primary === host) ?? [];
  const id = region === undefined ? undefined : config.datastores[datastore]?.replicationGroups[region];
  return region !== undefined && id !== undefined ? { region, id } : undefined;
};

/** Names as the world's DNS server answers them, over UDP. */
export const wireNames = ({ dns, dnsPort }: World, work: Work): StagedWorld['names'] => {
  const resolver = new Resolver({ timeout: PATIENCE_MS, tries: 1 });
  resolver.setServers([`${dns.host}:${dnsPort}`]);
  return { cname: (name) => work.track(resolver.resolveCname(name)) };
};
