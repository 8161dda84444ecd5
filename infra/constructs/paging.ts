import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { names } from '../../functions/contract/names.ts';
import { arns, type Place } from './place.ts';

/**
 * The topic that reaches people. Alarms of ours in this account may publish to it: `enforceSSL` alone would leave a
 * policy with nothing but a Deny, and CloudWatch without a way in.
 */
export class Paging extends Topic {
  constructor(scope: Construct, id: string, place: Place) {
    super(scope, id, { topicName: names.topic, enforceSSL: true });

    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPage',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': place.config.account },
          ArnLike: { 'aws:SourceArn': arns(place).alarm('failover-*') },
        },
      }),
    );
    for (const address of place.config.pageTo) this.addSubscription(new EmailSubscription(address));
  }
}
