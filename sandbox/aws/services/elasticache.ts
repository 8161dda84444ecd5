import type { Operation, Service } from '../service.ts';
import { type ClusterRef, nullBacking } from './elasticache/backing.ts';
import { type Behaviour, type Delays, usualBehaviour, usualDelays } from './elasticache/behaviour.ts';
import { disassociateGlobalReplicationGroup, failoverGlobalReplicationGroup } from './elasticache/change-global.ts';
import { createGlobalReplicationGroup, deleteGlobalReplicationGroup } from './elasticache/create-global.ts';
import { describeCacheClusters, describeReplicationGroups } from './elasticache/describe-clusters.ts';
import { describeEvents } from './elasticache/describe-events.ts';
import { describeGlobalReplicationGroups } from './elasticache/describe-global.ts';
import { type Estate, findCluster } from './elasticache/estate.ts';
import { Ledger } from './elasticache/ledger.ts';
import type { ClusterSpec, Core, ElastiCacheOptions, Group, Member, RegionalEvent } from './elasticache/model.ts';

export type { Backing, ClusterRef } from './elasticache/backing.ts';
export { nullBacking } from './elasticache/backing.ts';
export type { Behaviour, Delays } from './elasticache/behaviour.ts';
export { noDelays, usualBehaviour, usualDelays } from './elasticache/behaviour.ts';
export type { ClusterSpec, ElastiCacheOptions, Group, RegionalEvent } from './elasticache/model.ts';
export { type EndpointNames, endpointNames } from './elasticache/names.ts';

export interface GlobalSpec {
  readonly id: string;
  readonly description?: string;
  readonly primary: ClusterRef;
  readonly secondaries: readonly ClusterRef[];
}

/** ElastiCache of all Regions, and what only the sandbox may do with it. */
export interface ElastiCache {
  readonly service: Service;
  /** Both may be changed while it runs. */
  readonly delays: Delays;
  readonly behaviour: Behaviour;
  /** Adds an `available` replication group; throws if the Region has one of that id. */
  readonly addReplicationGroup: (spec: ClusterSpec) => void;
  /** Adds an `available` Global Datastore of existing replication groups, without touching the backing. */
  readonly addGlobalReplicationGroup: (spec: GlobalSpec) => void;
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
export const createElasticache = (options: ElastiCacheOptions): ElastiCache => {
  const core: Core = {
    ...options,
    backing: options.backing ?? nullBacking,
    delays: { ...usualDelays, ...options.delays },
    behaviour: { ...usualBehaviour, ...options.behaviour },
  };
  const estate: Estate = { core, clusters: [], ledgers: new Map(), events: [] };
  const ledgerOf = (id: string): Ledger | undefined => {
    const ledger = estate.ledgers.get(id);
    return ledger?.group.status === 'deleted' ? undefined : ledger;
  };
  return {
    service: { id: 'elasticache', operations: operationsOf(estate) },
    delays: core.delays,
    behaviour: core.behaviour,
    addReplicationGroup: (spec) => addReplicationGroup(estate, spec),
    addGlobalReplicationGroup: (spec) => addGlobalReplicationGroup(estate, spec),
    recordEvent: (event) => void estate.events.push({ ...event, at: core.clock.now() }),
    truth: (id) => ledgerOf(id)?.group,
    view: (id, region) => estate.ledgers.get(id)?.views.of(region),
    writer: (id) => ledgerOf(id)?.writer,
    settle: (id) => {
      const ledger = ledgerOf(id);
      ledger?.rest(ledger.writer.region, 'settled');
    },
  };
};

const operationsOf = (estate: Estate): Readonly<Record<string, Operation>> => ({
  DescribeGlobalReplicationGroups: describeGlobalReplicationGroups(estate),
  FailoverGlobalReplicationGroup: failoverGlobalReplicationGroup(estate),
  DisassociateGlobalReplicationGroup: disassociateGlobalReplicationGroup(estate),
  CreateGlobalReplicationGroup: createGlobalReplicationGroup(estate),
  DeleteGlobalReplicationGroup: deleteGlobalReplicationGroup(estate),
  DescribeReplicationGroups: describeReplicationGroups(estate),
  DescribeCacheClusters: describeCacheClusters(estate),
  DescribeEvents: describeEvents(estate),
});

const addReplicationGroup = (estate: Estate, spec: ClusterSpec): void => {
  if (findCluster(estate, spec.region, spec.id)) throw new RangeError(`${spec.region} already has ${spec.id}`);
  estate.clusters.push(spec);
};

const addGlobalReplicationGroup = (estate: Estate, spec: GlobalSpec): void => {
  const existing = ({ region, id }: ClusterRef): ClusterSpec => {
    const cluster = findCluster(estate, region, id);
    if (!cluster) throw new RangeError(`${region} has no replication group ${id}`);
    return cluster;
  };
  const memberOf = (ref: ClusterRef, role: Member['role']): Member => ({
    region: ref.region,
    id: ref.id,
    role,
    status: 'associated',
    automaticFailover: existing(ref).automaticFailover ?? 'enabled',
  });
  const primary = memberOf(spec.primary, 'PRIMARY');
  const members = [primary, ...spec.secondaries.map((ref) => memberOf(ref, 'SECONDARY'))];
  const status = members.length > 1 ? 'available' : 'primary-only';
  const { id, description = ' ' } = spec;
  const group: Group = { version: 1, id, description, status, members, pattern: existing(primary) };
  estate.ledgers.set(id, new Ledger(estate.core, group, primary));
};
