import { setTimeout as wait } from 'node:timers/promises';
import type { Place } from './aws/service.ts';
import type { Backing, ClusterRef } from './aws/services/elasticache/backing.ts';
import type { Network } from './network.ts';
import { type Door, doorsOf, type RedisCluster } from './redis/address-plan.ts';
import { findRedisServer, RedisServerUnusable } from './redis/find-server.ts';
import { createFleet, type Fleet } from './redis/fleet.ts';
import { openRelays, type Relays } from './redis/relays.ts';
import type { Address } from './relay.ts';

export type { RedisCluster } from './redis/address-plan.ts';
export { findRedisServer, RedisServerUnusable } from './redis/find-server.ts';
export { type Address, AddressUnavailable } from './relay.ts';

export interface RedisOptions {
  readonly network: Network;
  /** The public port, the same on every loopback address. */
  readonly port: number;
  /** One cluster per Region, without cluster mode; the others follow the one that is `primary`. */
  readonly clusters: readonly RedisCluster[];
  readonly primary: ClusterRef;
  /** Keys of users, stored before anything else happens. */
  readonly content?: Readonly<Record<string, string>>;
  /** Path of redis-server or valkey-server; unless given, the one on the PATH. */
  readonly server?: string;
}

/** Real servers of all Regions, behind relays that know the network. */
export interface RedisServers extends Backing {
  /** Node ids as ElastiCache names them, for example `sessions-use1-001`. */
  readonly nodes: readonly string[];
  /** The servers' processes, for measurements. */
  readonly pids: () => number[];
  /** Every endpoint name → the loopback address where clients from outside find it, for a DNS server. */
  readonly names: () => Map<string, string>;
  /** Where a client in `from` must really connect to reach `host`:`port`; undefined if that is none of ours. */
  readonly addressFor: (from: Place, host: string, port: number) => Address | undefined;
  /** The same as a table, keyed by endpoint name and by loopback address, to hand to a worker thread. */
  readonly addressesFrom: (from: Place) => ReadonlyMap<string, Address>;
  /** One field of the node's own `INFO replication`, past every relay; undefined where it has no such field. */
  readonly replication: (node: string, field: string) => Promise<string | undefined>;
  /** The node's process ends at once, its data is lost. */
  readonly kill: (node: string) => Promise<void>;
  /** The node freezes: its connections stay open and silent. */
  readonly pause: (node: string) => void;
  readonly resume: (node: string) => void;
  /** Starts a killed node again, empty, in the place it had. */
  readonly restart: (node: string) => Promise<void>;
  /** Ends every process and relay, and removes the files. */
  readonly stop: () => Promise<void>;
}

/** Starts all servers and resolves once every replica is in sync. Rejects with nothing left running. */
export const startRedis = async (options: RedisOptions): Promise<RedisServers> => {
  const server = options.server ?? findRedisServer();
  if (!server)
    throw new RedisServerUnusable(
      'neither valkey-server nor redis-server is on the PATH: script/bootstrap installs one',
    );
  const doors = options.clusters.flatMap((cluster) =>
    doorsOf(cluster, options.network.places.indexOf(cluster.region) + 1),
  );
  const fleet = createFleet(server, [...new Set(doors.map(({ node }) => node))]);
  try {
    const socketOf = (node: string): string => fleet.node(node).socket;
    const relays = await openRelays({ network: options.network, port: options.port, doors, socketOf });
    const servers = serversOf({ options, doors, fleet, relays });
    try {
      await startAll({ options, doors, fleet, relays });
      return servers;
    } catch (error) {
      await relays.close();
      throw error;
    }
  } catch (error) {
    await fleet.stop();
    throw error;
  }
};

interface World {
  readonly options: RedisOptions;
  readonly doors: readonly Door[];
  readonly fleet: Fleet;
  readonly relays: Relays;
}

/** The node behind a cluster's primary endpoint. */
const leaderOf = ({ doors }: World, { region, id }: ClusterRef): string => {
  const node = doors.find((door) => door.region === region && door.node.startsWith(`${id}-`))?.node;
  if (!node) throw new RangeError(`no servers for ${id} in ${region}`);
  return node;
};

/** Where a node of `region` finds the cluster it copies: a relay, so that a cut link stops the data. */
const wayTo = (world: World, region: string, cluster: ClusterRef): Address =>
  world.relays.nodeFrom(region, leaderOf(world, cluster));

const startAll = async (world: World): Promise<void> => {
  const { options, doors, fleet } = world;
  const starts = options.clusters.map(async (cluster) => {
    const leader = leaderOf(world, cluster);
    const isPrimary = cluster.region === options.primary.region && cluster.id === options.primary.id;
    await fleet.node(leader).start(isPrimary ? undefined : wayTo(world, cluster.region, options.primary));
    if (isPrimary && options.content) await fleet.node(leader).control.mset(options.content);
    const others = new Set(doors.filter(({ region }) => region === cluster.region).map(({ node }) => node));
    others.delete(leader);
    for (const node of others) await fleet.node(node).start(wayTo(world, cluster.region, cluster));
  });
  // All of them, also after a failure: none may start behind the back of whoever cleans up.
  const failed = (await Promise.allSettled(starts)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  await inSync(fleet, leaderOf(world, options.primary));
};

/** Real servers take real time: looks every 25 ms, for at most 20 s. */
const inSync = async (fleet: Fleet, primary: string): Promise<void> => {
  const deadline = performance.now() + 20_000;
  for (const node of fleet.nodes.values())
    while (node.id !== primary && (await node.replication('master_link_status')) !== 'up') {
      if (performance.now() > deadline) throw new RedisServerUnusable(`${node.id} did not get its copy of the data`);
      await wait(25);
    }
};

const serversOf = (world: World): RedisServers => {
  const { options, fleet, relays } = world;
  return {
    promote: (cluster) => fleet.node(leaderOf(world, cluster)).follow(undefined),
    demote: (cluster, primary) => fleet.node(leaderOf(world, cluster)).follow(wayTo(world, cluster.region, primary)),
    separate: (cluster) => fleet.node(leaderOf(world, cluster)).follow(undefined),
    nodes: [...fleet.nodes.keys()],
    pids: fleet.pids,
    names: relays.names,
    addressesFrom: relays.addressesFrom,
    addressFor: (from, host, port) =>
      port === options.port ? relays.addressesFrom(from).get(host.toLowerCase()) : undefined,
    replication: (node, field) => fleet.node(node).replication(field),
    kill: (node) => fleet.node(node).kill(),
    pause: (node) => fleet.node(node).signal('SIGSTOP'),
    resume: (node) => fleet.node(node).signal('SIGCONT'),
    restart: (node) => fleet.node(node).start(),
    stop: async () => {
      await relays.close();
      await fleet.stop();
    },
  };
};
