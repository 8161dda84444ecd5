import type { ApprovalRequest } from './contract/approval.ts';
import type { Epoch } from './contract/epoch.ts';
import type { Claim, Incident, Intent, ProbeMemory, ReconcileMemory } from './contract/journal.ts';
import type { DatastoreName, Region } from './contract/region.ts';
import type { Credentials, TouchAnswer, TouchRequest } from './contract/touch.ts';
import type { WitnessAnswer, WitnessRequest } from './contract/witness.ts';
import type { AlarmView, GroupView, Look, MemberView, MetricValue, Parameter, RecordSet } from './views.ts';

export type { AlarmPoint, AlarmView, GroupView, Look, MemberView, MetricValue, Parameter, RecordSet } from './views.ts';

/** The only source of time. */
export interface Clock {
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
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

/** The last resort, for the one step that may take it. */
export interface Separation {
  /**
   * Asks ElastiCache, at this Region's endpoint, to let this Region's own member leave its Global Datastore. Nothing can
   * undo it. One attempt, at most 20 s; after any throw the outcome is unknown and must be read.
   */
  readonly separate: (member: { globalReplicationGroupId: string; replicationGroupId: string }) => Promise<void>;
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

/** Parameter Store. Every Region can be read; only this Region's is ever written. */
export interface Parameters {
  /** `undefined` inside `answered`: there is no such parameter. */
  readonly read: (region: Region, name: string) => Promise<Look<Parameter | undefined>>;
  /** Writes and returns the new version. */
  readonly write: (name: string, value: string) => Promise<number>;
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
   * claim, and only if no epoch as high was accepted here. With an `approval`: only while that very request is open, and
   * it is used from then on.
   */
  readonly accept: (datastore: DatastoreName, intent: Intent, approval?: ApprovalRequest) => Promise<boolean>;
  /** Notes what people are asked, in place of any earlier request, and lets the claim of its owner yield meanwhile. */
  readonly ask: (datastore: DatastoreName, request: ApprovalRequest) => Promise<boolean>;
  /** Notes that people declined the request that its owner made, unless it was used. */
  readonly noteDecline: (datastore: DatastoreName, owner: string, declinedAt: string) => Promise<boolean>;
  /**
   * Notes on the intent of exactly that epoch, once, that separation is called now, and uses up the request that people
   * approved, in one conditional write: only while the request's owner holds the claim and the intent is its own.
   */
  readonly noteSeparation: (
    datastore: DatastoreName,
    epoch: Epoch,
    call: { readonly calledAt: string; readonly approval: ApprovalRequest },
  ) => Promise<boolean>;
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
  readonly separation: Separation;
  readonly topology: Topology;
}
