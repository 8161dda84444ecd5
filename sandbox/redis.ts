import type { Place } from './aws/service.ts';
import type { Backing, ClusterRef } from './aws/services/elasticache/backing.ts';
import type { Network } from './network.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface RedisOptions {
  readonly network: Network;
  /** The public port, the same on every loopback address. */
  readonly port: number;
  /** One cluster per Region, without cluster mode; the others follow the one that is `primary`. */
  readonly clusters: readonly (ClusterRef & { readonly hash?: string; readonly nodesPerShard?: number })[];
  readonly primary: ClusterRef;
  /** Path of redis-server or valkey-server; unless given, the one on the PATH. */
  readonly server?: string;
}

/** Real servers of all Regions, behind relays that know the network. */
export interface RedisServers extends Backing {
  /** Node ids as ElastiCache names them, for example `sessions-use1-001`. */
  readonly nodes: readonly string[];
  /** Every endpoint name → the loopback address where clients from outside find it, for a DNS server. */
  readonly names: () => Map<string, string>;
  /** Where a client in `from` must really connect to reach `host`:`port`; undefined if that is none of ours. */
  readonly addressFor: (from: Place, host: string, port: number) => Address | undefined;
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

/** Path of the Redis-compatible server on the PATH, Valkey first; undefined where there is none. */
export const findRedisServer = (): string | undefined => undefined;

export const startRedis = async (_options: RedisOptions): Promise<RedisServers> => {
  throw new Error('not built yet');
};
