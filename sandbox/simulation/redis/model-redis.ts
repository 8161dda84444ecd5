import type { CacheNetwork } from '../../../functions/redis/network.ts';
import type { Place } from '../../aws/service.ts';
import type { Backing, ClusterRef } from '../../aws/services/elasticache/backing.ts';
import type { EndpointNames, NamedCluster } from '../../aws/services/elasticache/names.ts';
import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import type { SendOut } from './errand.ts';
import type { Names, Paths, Traffic } from './paths.ts';

/** One replication group of the model. Everything not given is as ElastiCache's defaults: one shard, two nodes, 6379. */
export interface ModelCluster extends NamedCluster {
  readonly port?: number;
  /** What AUTH must bring; without one, AUTH is refused as by a server that has no password. */
  readonly password?: string;
}

/** The caches of one datastore: every cluster follows the `primary`. All have the same number of shards. */
export interface ModelDatastore {
  readonly clusters: readonly ModelCluster[];
  readonly primary: ClusterRef;
  /** Keys of users, there before anything else happens. */
  readonly content?: Readonly<Record<string, string>>;
}

export interface ModelOptions {
  readonly clock: Clock;
  /** In [0, 1); all chance comes from here. */
  readonly random: () => number;
  readonly history: History;
  readonly paths?: Paths;
  readonly names?: Names;
  readonly datastores: readonly ModelDatastore[];
  /** Other hosts that take TCP connections, such as a control target, and where they are. */
  readonly others?: ReadonlyMap<string, Place>;
  /** What a write needs to another Region besides the path's own latency. Default 80 ms. */
  readonly replicationLagMs?: number;
  /** Redis's own times, by its own names; defaults are Redis's: 10 s, 60 s, 1 MiB. */
  readonly replPingPeriodMs?: number;
  readonly replTimeoutMs?: number;
  readonly replBacklogBytes?: number;
  /** How long copying a whole dataset takes. Default 0. */
  readonly fullSyncMs?: number;
}

export interface CacheAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * What became of one write of an application. `refused`: a server answered with an error, and nothing was stored.
 * `unknown`: no answer came; it may have been stored, or may be later.
 */
export type WriteOutcome =
  | {
      readonly outcome: 'acknowledged';
      readonly cluster: ClusterRef;
      /** Which of its shards took it, from 0, where servers tell. */
      readonly shard?: number;
      readonly deposed: boolean;
    }
  | { readonly outcome: 'refused'; readonly cluster: ClusterRef | undefined; readonly error: Error }
  | { readonly outcome: 'unknown'; readonly cluster: ClusterRef | undefined; readonly error: Error };

export type ReadOutcome =
  | { readonly outcome: 'answered'; readonly cluster: ClusterRef; readonly value: string | undefined }
  | { readonly outcome: 'failed'; readonly cluster: ClusterRef | undefined; readonly error: Error };

/**
 * An application in one place. Each operation connects anew, with the credentials the cluster asks for, finds the shard
 * and gives up after its deadlines. Never rejects. Writes appear in the history as `client` entries `redis:Write`.
 */
export interface CacheClient {
  /** Stores the tag under itself. */
  readonly write: (tag: string, address: CacheAddress) => Promise<WriteOutcome>;
  readonly read: (tag: string, address: CacheAddress) => Promise<ReadOutcome>;
}

/** What is, whoever can see it. */
export interface GroundTruth {
  /** The cluster of the same datastore that was promoted last (at first: the primary). */
  readonly writer: (cluster: ClusterRef) => ClusterRef;
  /** Every shard of it would take a write now from a client beside it. */
  readonly writable: (cluster: ClusterRef) => boolean;
  readonly role: (cluster: ClusterRef) => 'master' | 'slave' | 'mixed' | 'down';
  /** Whether the cluster's primary nodes hold the tag now. */
  readonly has: (cluster: ClusterRef, tag: string) => boolean;
  /** Every user's key on the cluster's primary nodes. */
  readonly keys: (cluster: ClusterRef) => readonly string[];
  readonly clusters: readonly ClusterRef[];
}

/** A condition of one node until it is cleared. Its errors are those of Redis. */
export type Ailment =
  | 'loading'
  | 'busy'
  | 'oom'
  | 'readonly'
  | 'misconf'
  | 'cluster-down'
  | 'no-slots'
  | 'no-permission'
  | 'max-clients'
  | 'certificate'
  | 'garbled-info'
  | 'role-lies';

/** Which nodes: a whole cluster, one of its shards (from 0), or one of its nodes by id. Default: the primary nodes. */
export interface Victims extends ClusterRef {
  readonly shard?: number;
  readonly nodes?: 'primary' | 'replica' | 'all';
}

/**
 * What may befall the caches. Everything is in the history as a `fault` entry named `redis:<what>`, and, where a cluster's
 * primary nodes serve nobody from then on, or somebody again, as `redis:down`, `redis:frozen`, `redis:up`, or `redis:partial`
 * where some of its shards do and others do not.
 */
export interface Nemesis {
  /** The processes end: connections close, nothing listens, data is lost. */
  readonly kill: (victims: Victims) => void;
  /** Killed processes start again, empty, in the place they had; a primary's copies then copy its emptiness. */
  readonly restart: (victims: Victims) => void;
  /** SIGSTOP: TCP accepts and is silent; what arrives meanwhile is done after `thaw`, also for clients that left. */
  readonly freeze: (victims: Victims) => void;
  readonly thaw: (victims: Victims) => void;
  readonly ail: (victims: Victims, ailment: Ailment) => void;
  readonly cure: (victims: Victims, ailment?: Ailment) => void;
  /** Every command is refused with that error reply; undefined ends it. */
  readonly refuse: (victims: Victims, error: string | undefined) => void;
  /** Every command takes that much longer; 0 ends it. */
  readonly slow: (victims: Victims, ms: number) => void;
  /** The cluster asks for another password from now on; undefined asks for none. Old connections stay. */
  readonly changePassword: (cluster: ClusterRef, password: string | undefined) => void;
  /** The nodes forget their replication history: each copies everything anew. */
  readonly fullResync: (victims: Victims) => void;
  /** In-Region failover of one shard (or all): the first running replica becomes its primary node. */
  readonly failoverWithin: (victims: Victims) => void;
}

/**
 * The caches of a world in memory: a process per node, asynchronous replication between them, and the network between
 * everything. Deterministic: all time comes from the clock, all chance from `random`.
 *
 * Effects in the history: `redis:Promoted`, `redis:Demoted`, `redis:Separated` (detail `cluster`), `redis:Resynced`
 * (detail `node`, `cluster`, `dropped`: user's keys that only it had), `redis:LinkDown`, `redis:LinkUp`.
 */
export interface ModelRedis extends Backing {
  /**
   * What `TouchCache` in that Region sees; `traffic` says what its packets count as. Default `cache`. What `sendOut` is told
   * of may meet planned faults; by default nothing does.
   */
  readonly networkFrom: (from: Place, traffic?: Traffic, sendOut?: SendOut) => CacheNetwork;
  readonly clientFrom: (from: Place) => CacheClient;
  readonly truth: GroundTruth;
  readonly nemesis: Nemesis;
  readonly endpoints: (cluster: ClusterRef) => EndpointNames & { readonly port: number };
  /** Stops its timers. */
  readonly close: () => void;
}
