import type { DatastoreName } from './region.ts';

/**
 * Physical names that no reference can tell: they are typed by people, or used from another Region.
 * Everything else is named by CloudFormation.
 */
export const names = {
  /** The function as another Region, or this one, invokes it. */
  reconcile: 'failover-Reconcile',
  witness: 'failover-Witness',
  touchCache: (datastore: DatastoreName): string => `failover-TouchCache-${datastore}`,
  stateMachine: 'failover',
  topic: 'failover',

  /** The published record: one JSON value, see `published-endpoint.ts`. */
  endpointParameter: (datastore: DatastoreName): string => `/failover/${datastore}/endpoint`,
  /** A plain copy of one member of the record: `primary`, `reader`, `configuration` or `port`. */
  plainParameter: (datastore: DatastoreName, member: PlainMember): string => `/failover/${datastore}/${member}`,
  /** The runtime switch; absent means as configured, unreadable means off. See `by-people.ts`. */
  switchParameter: (datastore: DatastoreName): string => `/failover/${datastore}/switch`,
  /** A person's acknowledgement of the last promotion, which ends its cooldown. See `by-people.ts`. */
  acknowledgedParameter: (datastore: DatastoreName): string => `/failover/${datastore}/acknowledged`,

  dataArrivingAlarm: (datastore: DatastoreName): string => `failover-${datastore}-data-arriving`,
  primaryReachableAlarm: (datastore: DatastoreName): string => `failover-${datastore}-primary-reachable`,
  probeRanAlarm: (datastore: DatastoreName): string => `failover-${datastore}-probe-ran`,
  /** Composite, fires the failover: no data arrives and the primary is not reachable. */
  primaryDownAlarm: (datastore: DatastoreName): string => `failover-${datastore}-primary-down`,
  /** Composite, pages only: no data arrives though the primary is reachable. */
  replicationBrokenAlarm: (datastore: DatastoreName): string => `failover-${datastore}-replication-broken`,

  /** Pages about the orchestrator itself, not about a datastore. */
  operationAlarm: (trouble: OperationTrouble): string => `failover-${trouble}`,

  /** The epoch beside a record; a CNAME tolerates no other record at its own name. */
  epochRecord: (record: string): string => `_failover.${record}`,
} as const;

/** What can go wrong with the orchestrator itself. An execution that ends so reached nobody by its own means, or says why. */
export type OperationTrouble =
  | 'executions-failed'
  | 'executions-timed-out'
  | 'executions-aborted'
  | 'reconcile-failing'
  | 'alarms-dropped';

export const plainMembers = ['primary', 'reader', 'configuration', 'port'] as const;
export type PlainMember = (typeof plainMembers)[number];

/** What `Probe` and `ReceiveAlarm` publish, all with the one dimension `Datastore`. */
export const metrics = {
  namespace: 'GlobalDatastoreFailover',
  dimension: 'Datastore',
  /** 1 at every look. Its absence pages, and never fails over. */
  probeRan: 'ProbeRan',
  /** 1 or 0; only while this Region is SECONDARY by its own view. */
  dataArriving: 'DataArriving',
  /** 1 or 0; only while this Region is SECONDARY and its network has an opinion. */
  primaryReachable: 'PrimaryReachable',
  /** Counts alarms that were not acted on, with the second dimension `Reason`. */
  alarmIgnored: 'AlarmIgnored',
  /** Counts failed invocations, with the dimensions `Function` and `Error` instead. */
  stepFailed: 'StepFailed',
  /** Counts what `Reconcile` could not settle by itself, with the second dimension `Reason`. */
  differenceFound: 'DifferenceFound',
} as const;
