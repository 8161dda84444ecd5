import type { Clock } from '../../../clock.ts';
import type { History } from '../../../history.ts';
import type { Network } from '../../../network.ts';
import type { Backing, ClusterRef } from './backing.ts';
import type { Behaviour, Delays } from './behaviour.ts';
import type { NamedCluster } from './names.ts';

export interface ElastiCacheOptions {
  readonly clock: Clock;
  readonly history: History;
  readonly network: Network;
  readonly account: string;
  /** 0 ≤ x < 1; decides which of two failovers at once wins. */
  readonly random: () => number;
  readonly backing?: Backing;
  readonly delays?: Partial<Delays>;
  readonly behaviour?: Partial<Behaviour>;
}

/** What every part of the model works with; `delays` and `behaviour` may change at any time. */
export interface Core {
  readonly clock: Clock;
  readonly history: History;
  readonly network: Network;
  readonly account: string;
  readonly random: () => number;
  readonly backing: Backing;
  readonly delays: Delays;
  readonly behaviour: Behaviour;
}

/** A replication group as it was created. Its role is not here: that is the Global Datastore's to say. */
export interface ClusterSpec extends NamedCluster {
  readonly port?: number;
  readonly description?: string;
  readonly engine?: string;
  readonly engineVersion?: string;
  readonly nodeType?: string;
  readonly authToken?: boolean;
  readonly automaticFailover?: 'enabled' | 'disabled';
}

export interface Member extends ClusterRef {
  readonly role: 'PRIMARY' | 'SECONDARY';
  readonly automaticFailover: 'enabled' | 'disabled';
  readonly status: 'associating' | 'associated' | 'disassociating';
}

export type GroupStatus = 'creating' | 'available' | 'modifying' | 'primary-only' | 'deleting' | 'deleted';

/** One state of a Global Datastore. States are values: a Region's view is a state that was true once. */
export interface Group {
  /** Grows with every change, so that views can be compared. */
  readonly version: number;
  readonly id: string;
  readonly description: string;
  readonly status: GroupStatus;
  readonly members: readonly Member[];
  /** The cluster whose engine, shards and encryption the whole group has. */
  readonly pattern: ClusterSpec;
}

/** An entry of DescribeEvents; there is no source type for a Global Datastore. */
export interface RegionalEvent {
  readonly region: string;
  readonly sourceType: 'cache-cluster' | 'replication-group';
  readonly source: string;
  readonly message: string;
  readonly at: number;
}
