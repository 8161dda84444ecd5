/**
 * The condition keys that the sandbox gives a value wherever AWS would. A condition on any other key denies: whether it
 * is absent in AWS too is not known here.
 */
const evaluated: ReadonlySet<string> = new Set(
  [
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    'aws:RequestedRegion',
    'aws:SecureTransport',
    'aws:PrincipalArn',
    'aws:PrincipalAccount',
    'aws:PrincipalType',
    'aws:PrincipalIsAWSService',
    'aws:ViaAWSService',
    // Present only where an AWS service acts for a resource of its own; a role's own calls have none.
    'aws:SourceArn',
    'aws:SourceAccount',
    'cloudwatch:namespace',
    'cloudwatch:AlarmActions',
    'events:source',
    'events:detail-type',
    'route53:ChangeResourceRecordSetsNormalizedRecordNames',
    'route53:ChangeResourceRecordSetsRecordTypes',
    'route53:ChangeResourceRecordSetsActions',
    'secretsmanager:SecretId',
    'secretsmanager:VersionId',
    'secretsmanager:VersionStage',
    'ssm:Overwrite',
    'ssm:Recursive',
  ].map((key) => key.toLowerCase()),
);

export const isEvaluated = (key: string): boolean => evaluated.has(key.toLowerCase());
