import { readFileSync } from 'node:fs';
import path from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { names } from '../../functions/contract/names.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { Grants } from './grants/vocabulary.ts';
import type { Place } from './place.ts';
import { taskFunctions } from './task-functions.ts';

const definition = path.join(import.meta.dirname, '../../state-machines/failover.asl.json');

export interface FailoverWorkflowProps {
  readonly place: Place;
  readonly allow: Grants;
}

/** The state machine `failover`, with the functions of its Task states. It may invoke exactly these. */
export class FailoverWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { place, allow }: FailoverWorkflowProps) {
    super(scope, id);
    const tasks = Object.entries(taskFunctions(this, { place, allow }));

    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': place.config.account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        sid: 'RunTasks',
        actions: ['lambda:InvokeFunction'],
        resources: tasks.map(([, task]) => task.functionArn),
      }),
    );
    acknowledgeWildcard(role, {
      resources: ['*'],
      because: 'The delivery of logs and X-Ray traces is granted to Step Functions on * only.',
    });

    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: names.stateMachine,
      // Inlined: a definition in an asset would vanish from templates and diffs.
      definitionBody: DefinitionBody.fromString(readFileSync(definition, 'utf8')),
      definitionSubstitutions: Object.fromEntries(tasks.map(([name, task]) => [name, task.functionArn])),
      role,
      logs: {
        destination: new LogGroup(this, 'Log', {
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        // Inputs hold the tokens that answer requests for approval. The execution's history has all of it.
        includeExecutionData: false,
      },
      tracingEnabled: true,
    });
  }
}
