import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { arns, type Place } from './place.ts';

/**
 * How work that comes every minute is delivered: a late or repeated look is worth nothing, the next one is. 60 s is
 * the shortest age that both Lambda and the scheduler take.
 */
export const onlyNow = { retryAttempts: 0, maxEventAge: Duration.seconds(60) };

/** At this rate X-Ray would record every invocation, for more than everything else that these functions cost. */
export const untraced = { tracing: Tracing.DISABLED };

/** Invokes a function every minute. */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, { place, target }: { readonly place: Place; readonly target: IFunction }) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': place.config.account, 'aws:SourceArn': arns(place).scheduleGroup },
        },
      }),
    });
    const allowed = role.addToPrincipalPolicy(
      new PolicyStatement({ sid: 'Invoke', actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }),
    );

    const schedule = new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      // The target would add the function's versions and aliases to the role; it has none.
      target: new LambdaInvoke(target, { role: role.withoutPolicyUpdates(), ...onlyNow }),
    });
    if (allowed.policyDependable) schedule.node.addDependency(allowed.policyDependable);
  }
}
