import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Grant } from './grants/grant.ts';
import { type Grants, weighOutage, weighSeparation } from './grants/vocabulary.ts';
import type { Place } from './place.ts';
import { TaskFunction } from './task-function.ts';

/**
 * One function for each Task state of the workflow, by the state's name. This is its permission table.
 *
 * Every deadline fits into the next: an SDK call's into the function's timeout, that into the state's `TimeoutSeconds`.
 */
export const taskFunctions = (
  scope: Construct,
  { place, allow }: { readonly place: Place; readonly allow: Grants },
): Readonly<Record<string, TaskFunction>> => {
  const closing = [allow.pagePeople, allow.tellMachines, allow.noteInJournal];
  const task = (state: string, may: readonly Grant[], timeout = 30) =>
    new TaskFunction(scope, state, { config: place.config, may, timeout: Duration.seconds(timeout) });

  return {
    OpenIncident: task('OpenIncident', [allow.readJournal, allow.changeJournal, allow.lookAtRuns]),
    AssessHealth: task('AssessHealth', [...weighOutage(allow), allow.changeJournal]),
    RequestApproval: task('RequestApproval', [allow.changeJournal, allow.pagePeople]),
    /** The only one that may change which Region is primary. */
    PromoteRegion: task('PromoteRegion', [...weighOutage(allow), allow.changeJournal, allow.promoteThisRegion], 45),
    CheckPromotion: task(
      'CheckPromotion',
      [allow.readTopologyHere, allow.touchCaches, allow.useCredentials, allow.readJournal, allow.changeJournal],
      20,
    ),
    RequestSeparation: task('RequestSeparation', [allow.changeJournal, allow.pagePeople]),
    /** The only one that may break a Global Datastore apart, and only one whose policy lets people be asked. */
    SeparateRegion: task(
      'SeparateRegion',
      [...weighSeparation(allow), allow.changeJournal, allow.separateThisRegion],
      45,
    ),
    PublishParameters: task('PublishParameters', [
      allow.readTopologyHere,
      allow.readJournal,
      allow.changeJournal,
      allow.readSwitch,
      allow.readOwnEndpoint,
      allow.publishEndpoint,
      allow.nudgeOthers,
    ]),
    UpdateDns: task('UpdateDns', [
      allow.readTopologyHere,
      allow.readJournal,
      allow.readSwitch,
      allow.readRecords,
      allow.changeRecords,
    ]),
    VerifyCutover: task('VerifyCutover', [allow.readOwnEndpoint, allow.touchCaches, allow.useCredentials]),
    CloseIncident: task('CloseIncident', [...closing, allow.changeJournal]),
    AskForHelp: task('AskForHelp', [...closing, allow.readJournal, allow.changeJournal]),
  };
};
