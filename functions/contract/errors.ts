/**
 * Every failure of ours, under the name that the workflow, the logs, the pages and docs/runbook.md use.
 * Names are spelled out: minifiers rename classes.
 */
abstract class FailoverError extends Error {
  /** What a person does about it. */
  abstract readonly remedy: string;
}

/** The execution's input is not a request. Nothing was changed. */
export class InvalidRequest extends FailoverError {
  override readonly name = 'InvalidRequest';
  readonly remedy = 'Start again with the field corrected; {"datastore": "<name>"} is enough.';
}

/** The request names a datastore that is not configured. Nothing was changed. */
export class UnknownDatastore extends FailoverError {
  override readonly name = 'UnknownDatastore';
  readonly remedy = 'Use one of the names listed, or add the datastore to failover.config.ts and deploy.';
}

/** Another run took the datastore over, or this one never held it. It made no further change. */
export class ClaimLost extends FailoverError {
  override readonly name = 'ClaimLost';
  readonly remedy = 'Look at the execution that holds the claim now.';
}

/** `Reconcile` is at work on the datastore for some seconds. Nothing was changed; the workflow tries again. */
export class ReconcileAtWork extends FailoverError {
  override readonly name = 'ReconcileAtWork';
  readonly remedy = 'Start again in a minute; if it stays so, read what Reconcile logs.';
}

/** Between the decision and the call, the evidence changed. Nothing was promoted. */
export class PlanChanged extends FailoverError {
  override readonly name = 'PlanChanged';
  readonly remedy = 'Nothing to undo. If the datastore still needs help, start again: the new run assesses afresh.';
}

/** The promotion call was never made, or it is not noted that it was. Nothing was promoted by this run. */
export class PromotionNotCalled extends FailoverError {
  override readonly name = 'PromotionNotCalled';
  readonly remedy =
    'Read the cause in the execution history; Reconcile starts a new run while the situation stays bad.';
}

/** ElastiCache refused the promotion, and reading shows that nothing changed. */
export class PromotionRefused extends FailoverError {
  override readonly name = 'PromotionRefused';
  readonly remedy =
    'Read the refusal in the cause. If the primary Region is lost and it stays so, the last resort is disassociate-global-replication-group.';
}

/** The switch was turned off, or became unreadable, while an automatic run was between two changes. It made no further one. */
export class SwitchedOff extends FailoverError {
  override readonly name = 'SwitchedOff';
  readonly remedy =
    'Start {"datastore": "<name>"} in the Region that is primary now to publish it, or turn the switch on again.';
}

/** This Region did not become a primary that takes writes within the policy's time. */
export class PromotionTimedOut extends FailoverError {
  override readonly name = 'PromotionTimedOut';
  readonly remedy =
    'Watch describe-global-replication-groups. If it stays so and writes fail, the last resort is disassociate-global-replication-group.';
}

/** The promotion led to no writes, and the separation that people were asked about was not called. */
export class SeparationNotCalled extends FailoverError {
  override readonly name = 'SeparationNotCalled';
  readonly remedy =
    'Read the cause. The promotion may still take effect: watch describe-global-replication-groups; Reconcile publishes it once writes pass.';
}

/** ElastiCache refused the separation, or no effect of it is to be seen. This Region's cluster is still a member. */
export class SeparationRefused extends FailoverError {
  override readonly name = 'SeparationRefused';
  readonly remedy =
    'Read the refusal in the cause. AWS may refuse as long as the group is modifying: try the command in the page again once that changes.';
}

/** The separation was called once, and the cluster does not take writes on its own within the policy's time. */
export class SeparationTimedOut extends FailoverError {
  override readonly name = 'SeparationTimedOut';
  readonly remedy =
    'Watch describe-replication-groups until GlobalReplicationGroupInfo is gone; Reconcile publishes the Region once every shard takes writes.';
}

/** Another Region became primary meanwhile. This run changed nothing further and never promotes back. */
export class AnotherRegionPromoted extends FailoverError {
  override readonly name = 'AnotherRegionPromoted';
  readonly remedy = 'Let the Reconcile of that Region publish it, or start a failover there.';
}

/** A record of a higher epoch is published already. Nothing was overwritten. */
export class Superseded extends FailoverError {
  override readonly name = 'Superseded';
  readonly remedy = 'Nothing to do here: look at the run that published the higher epoch.';
}

/** The record could not be published in this Region's Parameter Store. */
export class PublicationFailed extends FailoverError {
  override readonly name = 'PublicationFailed';
  readonly remedy = 'Reconcile repeats it every minute; meanwhile point clients at the endpoint in the page by hand.';
}

/** The DNS record could not be changed as it stands. */
export class RecordConflict extends FailoverError {
  override readonly name = 'RecordConflict';
  readonly remedy =
    'Compare the record with the one in the page; correct it by hand, or let Reconcile repeat the change.';
}

/** Route 53 throttles, or still applies the zone's previous batch. The record was not changed. */
export class RecordBusy extends FailoverError {
  override readonly name = 'RecordBusy';
  readonly remedy = 'Nothing by hand: the workflow tries again, and then Reconcile does every minute.';
}

/** What was published does not lead to a primary that takes writes. */
export class VerificationFailed extends FailoverError {
  override readonly name = 'VerificationFailed';
  readonly remedy = 'Check the published endpoint with a client. Reconcile finishes the publication once writes pass.';
}

/** People declined the promotion. Nothing was promoted. */
export class ApprovalDeclined extends FailoverError {
  override readonly name = 'ApprovalDeclined';
  readonly remedy = 'Nothing to undo. Start again with the override in the message if you change your mind.';
}

/** The function was deployed without something that it needs. */
export class SettingMissing extends FailoverError {
  override readonly name = 'SettingMissing';
  readonly remedy = 'Deploy again with `npx cdk deploy --all`; do not edit the functions by hand.';
}
