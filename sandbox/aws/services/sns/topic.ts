export interface Subscription {
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** People confirm what they were invited to; a function or a queue needs no confirmation. */
  readonly confirmed: boolean;
}

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly displayName: string;
  readonly kmsMasterKeyId?: string;
  /** Absent: the default policy, which lets the owner's account publish, and services on its behalf. */
  readonly policy?: unknown;
  readonly subscriptions: readonly Subscription[];
}

/** The policy that SNS gives a topic that was created without one. */
export const defaultPolicy = (topicArn: string, account: string) => ({
  Version: '2008-10-17',
  Id: '__default_policy_ID',
  Statement: [
    {
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: [
        'SNS:GetTopicAttributes',
        'SNS:SetTopicAttributes',
        'SNS:AddPermission',
        'SNS:RemovePermission',
        'SNS:DeleteTopic',
        'SNS:Subscribe',
        'SNS:ListSubscriptionsByTopic',
        'SNS:Publish',
      ],
      Resource: topicArn,
      Condition: { StringEquals: { 'AWS:SourceOwner': account } },
    },
  ],
});
