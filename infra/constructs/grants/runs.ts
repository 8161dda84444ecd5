import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { variables } from '../../../functions/contract/environment.ts';
import { arns, type Place } from '../place.ts';
import { grant } from './grant.ts';

/** The journal: three calls, each granted by itself. */
export const journalGrants = (journal: ITable) => {
  const on = (sid: string, action: string) =>
    grant({ sid, actions: [action], resources: [journal.tableArn] }, { [variables.journalTable]: journal.tableName });

  return {
    readJournal: on('ReadJournal', 'dynamodb:GetItem'),
    /** Compare-and-set on claims, intents and epochs. */
    changeJournal: on('ChangeJournal', 'dynamodb:UpdateItem'),
    /** Memories and notes that have one writer. */
    noteInJournal: on('NoteInJournal', 'dynamodb:PutItem'),
  };
};

/** The workflow's executions. */
export const executionGrants = (place: Place) => {
  const arn = arns(place);
  return {
    startRuns: grant(
      { sid: 'StartRuns', actions: ['states:StartExecution'], resources: [arn.stateMachine] },
      { [variables.stateMachineArn]: arn.stateMachine },
    ),
    /** Proof of death for the owner of a claim. */
    lookAtRuns: grant({
      sid: 'LookAtRuns',
      actions: ['states:DescribeExecution'],
      resources: [arn.executions],
      because: 'An execution is named when it starts; these are the executions of our state machine only.',
    }),
  };
};

/** People and machines. */
export const noticeGrants = (place: Place, topic: ITopic) => ({
  pagePeople: grant(
    { sid: 'PagePeople', actions: ['sns:Publish'], resources: [topic.topicArn] },
    { [variables.topicArn]: topic.topicArn },
  ),
  tellMachines: grant({ sid: 'TellMachines', actions: ['events:PutEvents'], resources: [arns(place).defaultBus] }),
});
