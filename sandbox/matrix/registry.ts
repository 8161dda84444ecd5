import type { FlowName } from './flows.ts';
import { legs } from './legs.ts';

/**
 * Every call that our functions make, by the function and its Region, and the flows in which it is tried, by their first
 * letters: automatic, manual, reconcile, ladder, help, caches, first. A call of the first three is tried in each of them that
 * makes it where it can be heard; the others are tried with what is heard in them alone. A test holds this table to what
 * really happens and to the code.
 */
const calls = {
  'ReceiveAlarm@heir': {
    'monitoring:DescribeAlarms heir': 'am',
    'monitoring:GetMetricData heir': 'am',
    'ssm:GetParameter heir': 'am',
    'states:StartExecution heir': 'am',
  },
  'OpenIncident@heir': {
    'dynamodb:GetItem heir': 'am',
    'dynamodb:UpdateItem heir': 'am',
    'states:DescribeExecution heir': 'am',
  },
  'AssessHealth@heir': {
    'dynamodb:GetItem heir': 'am',
    'dynamodb:UpdateItem heir': 'am',
    'elasticache:DescribeGlobalReplicationGroups heir': 'am',
    'elasticache:DescribeGlobalReplicationGroups home': 'c',
    'elasticache:DescribeReplicationGroups heir': 'am',
    'lambda:Invoke heir': 'am',
    'lambda:Invoke witness': 'am',
    'monitoring:DescribeAlarms witness': 'am',
    'monitoring:GetMetricData witness': 'am',
    'ssm:GetParameter heir': 'am',
    'ssm:GetParameter home': 'c',
  },
  'RequestApproval@heir': {
    'dynamodb:UpdateItem heir': 'm',
    'sns:Publish heir': 'm',
  },
  'PromoteRegion@heir': {
    'dynamodb:GetItem heir': 'am',
    'dynamodb:UpdateItem heir': 'am',
    'elasticache:DescribeGlobalReplicationGroups heir': 'am',
    'elasticache:DescribeGlobalReplicationGroups home': 'c',
    'elasticache:DescribeReplicationGroups heir': 'am',
    'elasticache:FailoverGlobalReplicationGroup heir': 'am',
    'lambda:Invoke heir': 'am',
    'lambda:Invoke witness': 'am',
    'monitoring:DescribeAlarms witness': 'am',
    'monitoring:GetMetricData witness': 'am',
    'ssm:GetParameter heir': 'am',
    'ssm:GetParameter home': 'c',
  },
  'CheckPromotion@heir': {
    'dynamodb:GetItem heir': 'am',
    'dynamodb:UpdateItem heir': 'am',
    'elasticache:DescribeGlobalReplicationGroups heir': 'am',
    'elasticache:DescribeReplicationGroups heir': 'am',
    'lambda:Invoke heir': 'am',
  },
  'RequestSeparation@heir': {
    'dynamodb:UpdateItem heir': 'l',
    'sns:Publish heir': 'l',
  },
  'SeparateRegion@heir': {
    'dynamodb:GetItem heir': 'l',
    'dynamodb:UpdateItem heir': 'l',
    'elasticache:DescribeGlobalReplicationGroups heir': 'l',
    'elasticache:DescribeReplicationGroups heir': 'l',
    'elasticache:DisassociateGlobalReplicationGroup heir': 'l',
    'lambda:Invoke heir': 'l',
    'ssm:GetParameter heir': 'l',
  },
  'PublishParameters@heir': {
    'dynamodb:GetItem heir': 'am',
    'dynamodb:UpdateItem heir': 'am',
    'elasticache:DescribeGlobalReplicationGroups heir': 'am',
    'elasticache:DescribeReplicationGroups heir': 'am',
    'lambda:Invoke home': 'c',
    'ssm:GetParameter heir': 'am',
    'ssm:PutParameter heir': 'am',
  },
  'UpdateDns@heir': {
    'dynamodb:GetItem heir': 'am',
    'elasticache:DescribeGlobalReplicationGroups heir': 'am',
    'elasticache:DescribeReplicationGroups heir': 'am',
    'route53:ChangeResourceRecordSets home': 'am',
    'route53:ListResourceRecordSets home': 'am',
    'ssm:GetParameter heir': 'a',
  },
  'VerifyCutover@heir': {
    'lambda:Invoke heir': 'am',
    'ssm:GetParameter heir': 'am',
  },
  'CloseIncident@heir': {
    'dynamodb:PutItem heir': 'am',
    'dynamodb:UpdateItem heir': 'am',
    'events:PutEvents heir': 'am',
    'sns:Publish heir': 'am',
  },
  'AskForHelp@heir': {
    'dynamodb:GetItem heir': 'h',
    'dynamodb:PutItem heir': 'h',
    'dynamodb:UpdateItem heir': 'h',
    'events:PutEvents heir': 'h',
    'sns:Publish heir': 'h',
  },
  'Probe@heir': {
    'dynamodb:GetItem heir': 'amr',
    'dynamodb:PutItem heir': 'amr',
    'elasticache:DescribeGlobalReplicationGroups heir': 'amr',
    'elasticache:DescribeReplicationGroups heir': 'amr',
    'lambda:Invoke heir': 'amr',
    'monitoring:PutMetricData heir': 'amr',
    'ssm:GetParameter heir': 'amr',
  },
  'Probe@home': {
    'dynamodb:GetItem home': 'amr',
    'dynamodb:PutItem home': 'amr',
    'elasticache:DescribeGlobalReplicationGroups home': 'amr',
    'elasticache:DescribeReplicationGroups home': 'amr',
    'lambda:Invoke home': 'amr',
    'monitoring:PutMetricData home': 'amr',
    'ssm:GetParameter home': 'amr',
  },
  'Reconcile@heir': {
    'dynamodb:GetItem heir': 'amr',
    'dynamodb:PutItem heir': 'amr',
    'dynamodb:UpdateItem heir': 'r',
    'elasticache:DescribeGlobalReplicationGroups heir': 'amr',
    'elasticache:DescribeGlobalReplicationGroups home': 'amr',
    'elasticache:DescribeReplicationGroups heir': 'amr',
    'elasticache:DescribeReplicationGroups home': 'f',
    'lambda:Invoke heir': 'amr',
    'lambda:Invoke home': 'r',
    'route53:ChangeResourceRecordSets home': 'r',
    'route53:ListResourceRecordSets home': 'r',
    'sns:Publish heir': 'l',
    'ssm:GetParameter heir': 'amr',
    'ssm:GetParameter home': 'amr',
    'ssm:PutParameter heir': 'r',
    'states:DescribeExecution heir': 'am',
    'states:StartExecution heir': 'am',
  },
  'Reconcile@home': {
    'dynamodb:GetItem home': 'amr',
    'dynamodb:PutItem home': 'amr',
    'dynamodb:UpdateItem home': 'amr',
    'elasticache:DescribeGlobalReplicationGroups heir': 'amr',
    'elasticache:DescribeGlobalReplicationGroups home': 'amr',
    'elasticache:DescribeReplicationGroups heir': 'amr',
    'elasticache:DescribeReplicationGroups home': 'amr',
    'lambda:Invoke heir': 'f',
    'lambda:Invoke home': 'amr',
    'monitoring:GetMetricData home': 'c',
    'route53:ChangeResourceRecordSets home': 'f',
    'route53:ListResourceRecordSets home': 'f',
    'sns:Publish home': 'r',
    'ssm:GetParameter heir': 'amr',
    'ssm:GetParameter home': 'amr',
    'ssm:PutParameter home': 'amr',
  },
  'Witness@witness': {
    'elasticache:DescribeReplicationGroups home': 'c',
    'elasticache:DescribeReplicationGroups witness': 'am',
  },
} as const;

/** Calls that are made in the flows and never heard there, and why: no fault could strike them. */
export const unheard: Readonly<Record<string, string>> = {
  'SeparateRegion@heir elasticache:DescribeGlobalReplicationGroups home':
    'the last resort is for a Region that is dark',
  'SeparateRegion@heir ssm:GetParameter home': 'the last resort is for a Region that is dark',
  'Reconcile@heir monitoring:GetMetricData heir': 'the lag is asked for only until a cache has shown its offset moving',
};

const letters: Readonly<Record<string, FlowName>> = {
  a: 'automatic',
  m: 'manual',
  r: 'reconcile',
  l: 'ladder',
  h: 'help',
  c: 'caches',
  f: 'first',
};

export interface Row {
  /** `siteKey` of the call. */
  readonly site: string;
  readonly flows: readonly FlowName[];
}

/** The registry as rows: each call site once, those of `TouchCache` last. */
export const registry: readonly Row[] = Object.entries({ ...calls, ...legs }).flatMap(([caller, made]) =>
  Object.entries(made).map(([call, flows]) => ({
    site: `${caller} ${call}`,
    flows: [...flows].flatMap((letter) => letters[letter] ?? []),
  })),
);
