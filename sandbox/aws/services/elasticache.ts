import type { Service } from '../service.ts';
import type { ClusterRef } from './elasticache/backing.ts';
import type { Behaviour, Delays } from './elasticache/behaviour.ts';
import type { ClusterSpec, ElastiCacheOptions, Group, RegionalEvent } from './elasticache/model.ts';

export type { Backing, ClusterRef } from './elasticache/backing.ts';
export { nullBacking } from './elasticache/backing.ts';
export type { Behaviour, Delays } from './elasticache/behaviour.ts';
export { noDelays, usualBehaviour, usualDelays } from './elasticache/behaviour.ts';
export type { ClusterSpec, ElastiCacheOptions, Group, RegionalEvent } from './elasticache/model.ts';
export { type EndpointNames, endpointNames } from './elasticache/names.ts';

/** ElastiCache of all Regions, and what only the sandbox may do with it. */
export interface ElastiCache {
  readonly service: Service;
  /** Both may be changed while it runs. */
  readonly delays: Delays;
  readonly behaviour: Behaviour;
  /** Adds an `available` replication group; throws if the Region has one of that id. */
  readonly addReplicationGroup: (spec: ClusterSpec) => void;
  /** Adds an `available` Global Datastore of existing replication groups, without touching the backing. */
  readonly addGlobalReplicationGroup: (spec: {
    readonly id: string;
    readonly description?: string;
    readonly primary: ClusterRef;
    readonly secondaries: readonly ClusterRef[];
  }) => void;
  /** Adds an entry to DescribeEvents of a Region, at the present instant. */
  readonly recordEvent: (event: Omit<RegionalEvent, 'at'>) => void;
  /** The true state, whatever the Regions believe; undefined once deleted. */
  readonly truth: (id: string) => Group | undefined;
  /** What a Region believes; undefined where the group is not visible. */
  readonly view: (id: string, region: string) => Group | undefined;
  /** The member that takes writes now, by the model. */
  readonly writer: (id: string) => ClusterRef | undefined;
  /** Ends a status that `behaviour` left at `modifying`. */
  readonly settle: (id: string) => void;
}

/** A pure model of Global Datastores: time is the clock's, data is the backing's, reachability is the network's. */
export const createElasticache = (_options: ElastiCacheOptions): ElastiCache => {
  throw new Error('not built yet');
};
