import type { Epoch } from './contract/epoch.ts';
import type { Claim, Incident, Intent, ProbeMemory, ReconcileMemory } from './contract/journal.ts';
import type { PublishedEndpoint } from './contract/published-endpoint.ts';
import type { DatastoreName, Region } from './contract/region.ts';
import type { Credentials, TouchAnswer, TouchRequest } from './contract/touch.ts';
import type { WitnessAnswer, WitnessRequest } from './contract/witness.ts';

/** The only source of time. */
export interface Clock {
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * What one look at something far away came to. `dark`: no connection, no TLS, no name, no answer in time, or 5xx.
 * `refused`: it answered, but not with what was asked (4xx): alive. `unknown`: nothing can be concluded.
 */
export type Look<T> =
  | { readonly outcome: 'answered'; readonly value: T }
  | { readonly outcome: 'dark' | 'refused' | 'unknown'; readonly detail: string };

/** A Global Datastore as one Region's API tells it. Status words are not an enumeration: AWS adds some. */
export interface GroupView {
  readonly status: string;
  readonly members: readonly {
    readonly region: string;
    readonly replicationGroupId: string;
    readonly role: string;
    readonly status: string;
  }[];
}

/** One member's replication group as its own Region's API tells it. */
export interface MemberView {
  readonly status: string;
  /** Role in its Global Datastore; absent when it belongs to none (separated). */
  readonly role?: string;
  readonly globalReplicationGroupId?: string;
  readonly cluster: boolean;
  readonly primary?: string;
  readonly reader?: string;
  readonly configuration?: string;
  readonly port: number;
  readonly shards: readonly { readonly id: string; readonly status: string }[];
  /** Node ids, for metrics: never built from names. */
  readonly nodes: readonly string[];
}

/** ElastiCache. Reads ask the API of the Region that is named; the one change is made in this Region only. */
export interface Topology {
  readonly readGroup: (region: Region, globalReplicationGroupId: string) => Promise<Look<GroupView>>;
  readonly readMember: (region: Region, replicationGroupId: string) => Promise<Look<MemberView>>;
  /**
   * Asks ElastiCache, at this Region's endpoint, to make this Region's member the primary. One attempt, at most 20 s.
   * It has no idempotency token: after any throw the outcome is unknown and must be read.
   */
  readonly promote: (target: { globalReplicationGroupId: string; replicationGroupId: string }) => Promise<void>;
}

/** A CloudWatch alarm read back, with the values it was computed from. */
export interface AlarmView {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** Newest first. Empty for a composite, or when nothing was published. */
  readonly recent: readonly { readonly at: Date; readonly value: number }[];
  /** Whether the newest data point breaches by the alarm's own threshold; absent without data, or for a composite. */
  readonly breaching?: boolean;
  readonly kind: 'metric' | 'composite';
  /** The period of its data, in seconds; absent for a composite or a metric-math alarm. */
  readonly periodSeconds?: number;
  /** Names of the alarms that a composite's rule mentions, in this Region. */
  readonly children: readonly string[];
}

/** One value of ours to publish. High resolution is chosen by the profile's interval. */
export interface MetricValue {
  readonly name: string;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly highResolution: boolean;
}

/** CloudWatch. */
export interface Monitoring {
  /** The alarms of that Region that exist among `names`, composites included. */
  readonly readAlarms: (region: Region, names: readonly string[]) => Promise<Look<readonly AlarmView[]>>;
  /** The newest GlobalDatastoreReplicationLag in seconds over the given nodes, in this Region, if younger than 3 min. */
  readonly readReplicationLag: (nodes: readonly string[]) => Promise<Look<number | undefined>>;
  /** Publishes now, and returns only when CloudWatch took it. */
  readonly publish: (values: readonly MetricValue[]) => Promise<void>;
}

/** Counts that people and pages look at, as metrics of exactly those dimensions. Nothing that decides reads them. */
export interface Counter {
  readonly count: (name: string, dimensions: Readonly<Record<string, string>>) => void;
}

/** Step Functions in this Region. */
export interface Executions {
  /** Starts one; the same name again is success, whatever became of it. */
  readonly start: (name: string, input: string) => Promise<'started' | 'already-started'>;
  /** `ended` comes with when it stopped. `gone`: it does not exist (any more), which is no proof of death. */
  readonly status: (arn: string) => Promise<{ state: 'running' | 'gone' } | { state: 'ended'; at: Date }>;
}

/** A parameter as read, with the version that a later write must follow. */
export interface Parameter {
  readonly value: string;
  readonly version: number;
}

/** Parameter Store. Every Region can be read; only this Region's is ever written. */
export interface Parameters {
  /** `undefined` inside `answered`: there is no such parameter. */
  readonly read: (region: Region, name: string) => Promise<Look<Parameter | undefined>>;
  /** Writes and returns the new version. */
  readonly write: (name: string, value: string) => Promise<number>;
}

/** A record set as it stands, every value verbatim. */
export interface RecordSet {
  readonly name: string;
  readonly type: 'CNAME' | 'TXT';
  readonly ttl: number;
  readonly values: readonly string[];
  /** Whether it is one of a weighted, failover, latency or other set: then we do not touch it. */
  readonly routed: boolean;
}

/** Route 53. Its control plane is in us-east-1, wherever this runs. */
export interface Records {
  /** Every record set of that name, of any type; aliases and other types come with no values and `routed`. */
  readonly read: (zone: string, name: string) => Promise<readonly RecordSet[]>;
  /** One atomic batch: all of it or nothing. Returns the change's id. A set that is not exactly as given is refused. */
  readonly change: (
    zone: string,
    batch: { remove: readonly RecordSet[]; create: readonly RecordSet[] },
  ) => Promise<string>;
}

/** The other functions. */
export interface Functions {
  readonly touch: (datastore: DatastoreName, request: TouchRequest) => Promise<TouchAnswer>;
  readonly witness: (request: WitnessRequest) => Promise<WitnessAnswer>;
  /** Asks another Region's `Reconcile` to look now. Never waits for its work. */
  readonly nudge: (region: Region) => Promise<void>;
}

/** The caches' credentials, by configuration: none, a secret of this Region, or a token computed locally. */
export interface Secrets {
  /** Of the datastore's cache in `region`, for which a token is signed. A secret is this Region's own in any case. */
  readonly credentials: (datastore: DatastoreName, region: Region) => Promise<Credentials | undefined>;
}

/** People, by SNS. */
export interface Pager {
  readonly page: (message: { subject: string; body: string }) => Promise<void>;
}

/** Machines, by EventBridge's default bus. */
export interface Bus {
  readonly emit: (event: { type: string; detail: Readonly<Record<string, unknown>> }) => Promise<void>;
}

/**
 * The journal of this Region. Every read is strongly consistent. A `false` or `undefined` result of a change says
 * that the condition did not hold and nothing was written.
 */
export interface Journal {
  readonly readIncident: (datastore: DatastoreName) => Promise<Incident>;
  /** Takes a free claim, renews an own one, or takes over exactly the claim `from`. */
  readonly claim: (
    datastore: DatastoreName,
    change: { readonly claim: Claim; readonly from: Claim | undefined },
  ) => Promise<boolean>;
  /** Marks the own claim as yielding, or as not. */
  readonly setYielding: (datastore: DatastoreName, owner: string, yielding: boolean) => Promise<boolean>;
  readonly release: (datastore: DatastoreName, owner: string) => Promise<boolean>;
  /**
   * Accepts the intent's epoch and notes its `calledAt` in one conditional write: only while `intent.owner` holds the
   * claim, and only if no epoch as high was accepted here.
   */
  readonly accept: (datastore: DatastoreName, intent: Intent) => Promise<boolean>;
  /** Notes progress on the intent of exactly that epoch. */
  readonly noteProgress: (
    datastore: DatastoreName,
    epoch: Epoch,
    progress: Partial<Pick<Intent, 'verifiedAt' | 'publishedAt'>>,
  ) => Promise<boolean>;
  /** Remembers an epoch that was copied from another Region, never lowering the one remembered. */
  readonly rememberEpoch: (datastore: DatastoreName, epoch: Epoch) => Promise<void>;
  readonly readProbe: (datastore: DatastoreName) => Promise<ProbeMemory | undefined>;
  readonly writeProbe: (memory: ProbeMemory) => Promise<void>;
  readonly readReconcile: (datastore: DatastoreName) => Promise<ReconcileMemory | undefined>;
  readonly writeReconcile: (memory: ReconcileMemory) => Promise<void>;
  /** Keeps what a run came to, for people. Expires after 90 days. */
  readonly note: (datastore: DatastoreName, key: string, text: string) => Promise<void>;
}

/** One structured line per step. */
export interface Log {
  readonly info: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** What handlers need of the world. Each handler takes the slice that it uses. */
export interface Ports {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly counter: Counter;
  readonly executions: Executions;
  readonly functions: Functions;
  readonly journal: Journal;
  readonly log: Log;
  readonly monitoring: Monitoring;
  readonly pager: Pager;
  readonly parameters: Parameters;
  readonly records: Records;
  readonly secrets: Secrets;
  readonly topology: Topology;
}

/** A published record that was read, and where it was read. */
export interface Published {
  readonly region: Region;
  readonly record: PublishedEndpoint;
  readonly version: number;
}
