/** What adapters bring home: the world as AWS tells it, without its SDK types. */

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

/** A value that an alarm was computed from, and whether it breaches by the alarm's own threshold; absent: nobody can say. */
export interface AlarmPoint {
  readonly at: Date;
  readonly value: number;
  readonly breaches?: boolean;
}

/** A CloudWatch alarm read back, with the values it was computed from. */
export interface AlarmView {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** Newest first, each by when its period began. Empty for a composite, or when nothing was published. */
  readonly recent: readonly AlarmPoint[];
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

/** A parameter as read, with the version that a later write must follow. */
export interface Parameter {
  readonly value: string;
  readonly version: number;
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
