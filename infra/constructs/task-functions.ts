import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Grants, gatherEvidence } from './grants/vocabulary.ts';
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
  const { config } = place;
  const tasks = {
    OpenIncident: new TaskFunction(scope, 'OpenIncident', {
      config,
      may: [allow.writeJournal, allow.readEndpoints, allow.readSwitch, allow.lookAtRuns],
    }),
    AssessHealth: new TaskFunction(scope, 'AssessHealth', {
      config,
      may: [...gatherEvidence(allow), allow.readJournal, allow.readRecords],
    }),
    RequestApproval: new TaskFunction(scope, 'RequestApproval', {
      config,
      may: [allow.updateJournal, allow.pagePeople],
    }),
    /** The only one that may change which Region is primary. */
    PromoteRegion: new TaskFunction(scope, 'PromoteRegion', {
      config,
      timeout: Duration.seconds(45),
      may: [...gatherEvidence(allow), allow.updateJournal, allow.promoteThisRegion],
    }),
    CheckPromotion: new TaskFunction(scope, 'CheckPromotion', {
      config,
      timeout: Duration.seconds(20),
      may: [allow.readTopologyHere, allow.touchCaches, allow.useCredentials, allow.updateJournal],
    }),
    PublishParameters: new TaskFunction(scope, 'PublishParameters', {
      config,
      may: [
        allow.readTopologyHere,
        allow.updateJournal,
        allow.readEndpoints,
        allow.readPlainCopies,
        allow.readSwitch,
        allow.publishEndpoint,
        allow.nudgeOthers,
      ],
    }),
    UpdateDns: new TaskFunction(scope, 'UpdateDns', {
      config,
      may: [
        allow.readTopologyHere,
        allow.readJournal,
        allow.readOwnEndpoint,
        allow.readSwitch,
        allow.readRecords,
        allow.changeRecords,
      ],
    }),
    VerifyCutover: new TaskFunction(scope, 'VerifyCutover', {
      config,
      may: [
        allow.readJournal,
        allow.readOwnEndpoint,
        allow.touchCaches,
        allow.useCredentials,
        allow.readRecords,
        allow.watchChanges,
      ],
    }),
    CloseIncident: new TaskFunction(scope, 'CloseIncident', {
      config,
      may: [allow.writeJournal, allow.readOwnEndpoint, allow.pagePeople, allow.tellMachines],
    }),
    AskForHelp: new TaskFunction(scope, 'AskForHelp', {
      config,
      may: [allow.writeJournal, allow.readOwnEndpoint, allow.pagePeople, allow.tellMachines],
    }),
  };
  return tasks;
};
