import { CfnOutput } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { names } from '../../functions/contract/names.ts';
import { arns, datastoresAt, type Place } from './place.ts';

/**
 * What people may be allowed, as two managed policies to attach to two groups: who starts runs and turns the switch, and
 * who answers requests for approval. Attached to nobody here. That they are two people is enforced by whom each is
 * attached to, and by nothing else: names in requests and answers are declarations.
 */
export class People extends Construct {
  constructor(scope: Construct, id: string, place: Place) {
    super(scope, id);
    const arn = arns(place);
    const words = datastoresAt(place).flatMap(([name]) => [
      arn.parameter(names.switchParameter(name)),
      arn.parameter(names.acknowledgedParameter(name)),
    ]);
    this.policy('Operator', 'Start failovers by hand, turn the switch, acknowledge a promotion', [
      { sid: 'StartRuns', actions: ['states:StartExecution'], resources: [arn.stateMachine] },
      {
        sid: 'SwitchAndAcknowledge',
        actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'],
        resources: words,
      },
    ]);
    // Step Functions judges an answer on the state machine whose execution waits for it.
    this.policy('Approver', 'Answer requests for approval', [
      {
        sid: 'AnswerRequests',
        actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
        resources: [arn.stateMachine],
      },
    ]);
  }

  private policy(
    who: 'Operator' | 'Approver',
    description: string,
    statements: readonly { sid: string; actions: string[]; resources: string[] }[],
  ): void {
    const policy = new ManagedPolicy(this, who, {
      description,
      statements: statements.map((statement) => new PolicyStatement(statement)),
    });
    new CfnOutput(this, `${who}PolicyArn`, { value: policy.managedPolicyArn, description }).overrideLogicalId(
      `${who}PolicyArn`,
    );
  }
}
