import * as z from 'zod';
import { DatastoreName, Region } from './region.ts';

/**
 * Guards of the decision, by the names people see and may waive. The order is the order in which they are checked.
 * `AutomationOff`, `CoolingDown` and `NotPreferred` bind automatic runs only.
 */
export const guards = [
  'AutomationOff',
  'Separated',
  'RolesUnclear',
  'UnexpectedPrimary',
  'JournalBehind',
  'TargetUnfit',
  'CoolingDown',
  'DataStillArriving',
  'DataUnknown',
  'TooFewConfirmations',
  'ChangeInProgress',
  'NotPersistent',
  'NotPreferred',
  'LossAboveLimit',
] as const;
export const Guard = z.enum(guards);
export type Guard = z.infer<typeof Guard>;

/** What an execution is asked for. `{"datastore": "sessions"}` is enough. */
export const FailoverRequest = z.strictObject({
  datastore: DatastoreName,
  mode: z.enum(['failover', 'dry-run']).default('failover'),
  reason: z.string().max(500).optional(),
  /** `alarm` and `reconcile` are our own triggers and bind the run to the rules for automatic ones. */
  requestedBy: z.string().max(200).optional(),
  /** The guards a human waives, each by name. */
  override: z.array(Guard).max(guards.length).default([]),
  /** The run holds if another Region is primary when it looks. */
  expectedPrimary: Region.optional(),
});
export type FailoverRequest = z.infer<typeof FailoverRequest>;

/** The `requestedBy` of our own triggers. */
export const automaticRequesters: readonly string[] = ['alarm', 'reconcile'];
