import { expect, test } from '@jest/globals';
import { models } from '../../sandbox/aws/protocols/models.ts';
import type { ServiceId } from '../../sandbox/aws/service.ts';
import { accessOf, judge, rows, type Site } from '../../sandbox/iam/actions.ts';
import { createIam } from '../../sandbox/iam.ts';

const ACCOUNT = '111122223333';
const ARN = `arn:aws:iam::${ACCOUNT}:role/r`;
const role = { kind: 'role', roleArn: ARN } as const;
const STATE_MACHINE = `arn:aws:states:us-west-2:${ACCOUNT}:stateMachine:failover`;

const site = (name: string, more: Partial<Site> = {}): Site => {
  const [service, operation = ''] = name.split(':');
  return { service: service as ServiceId, operation, region: 'us-west-2', account: ACCOUNT, principal: role, ...more };
};
const arn = (service: string, rest: string) => `arn:aws:${service}:us-west-2:${ACCOUNT}:${rest}`;
const group = (id: string) => `arn:aws:elasticache::${ACCOUNT}:globalreplicationgroup:${id}`;
const zone = 'arn:aws:route53:::hostedzone/Z1';

test.each([
  [
    'elasticache:FailoverGlobalReplicationGroup',
    { GlobalReplicationGroupId: 'ldgnf-S' },
    'elasticache:FailoverGlobalReplicationGroup',
    [group('ldgnf-s')],
  ],
  ['elasticache:DescribeGlobalReplicationGroups', {}, 'elasticache:DescribeGlobalReplicationGroups', ['*']],
  [
    'elasticache:DescribeGlobalReplicationGroups',
    { GlobalReplicationGroupId: 'g' },
    'elasticache:DescribeGlobalReplicationGroups',
    [group('g')],
  ],
  [
    'elasticache:DescribeReplicationGroups',
    { ReplicationGroupId: 'a' },
    'elasticache:DescribeReplicationGroups',
    [arn('elasticache', 'replicationgroup:a')],
  ],
  ['elasticache:DescribeReplicationGroups', {}, 'elasticache:DescribeReplicationGroups', ['*']],
  [
    'elasticache:DescribeCacheClusters',
    { CacheClusterId: 'c' },
    'elasticache:DescribeCacheClusters',
    [arn('elasticache', 'cluster:c')],
  ],
  ['elasticache:DescribeEvents', { SourceIdentifier: 'c' }, 'elasticache:DescribeEvents', ['*']],
  [
    'elasticache:CreateGlobalReplicationGroup',
    { PrimaryReplicationGroupId: 'p' },
    'elasticache:CreateGlobalReplicationGroup',
    [group('*'), arn('elasticache', 'replicationgroup:p')],
  ],
  ['monitoring:GetMetricData', {}, 'cloudwatch:GetMetricData', ['*']],
  ['monitoring:DescribeAlarms', { AlarmNames: ['a'] }, 'cloudwatch:DescribeAlarms', [arn('cloudwatch', 'alarm:*')]],
  ['monitoring:SetAlarmState', { AlarmName: 'a' }, 'cloudwatch:SetAlarmState', [arn('cloudwatch', 'alarm:a')]],
  [
    'monitoring:DeleteAlarms',
    { AlarmNames: ['a', 'b'] },
    'cloudwatch:DeleteAlarms',
    [arn('cloudwatch', 'alarm:a'), arn('cloudwatch', 'alarm:b')],
  ],
  ['ssm:GetParameter', { Name: '/a/b:3' }, 'ssm:GetParameter', [arn('ssm', 'parameter/a/b')]],
  ['ssm:GetParameter', { Name: 'a' }, 'ssm:GetParameter', [arn('ssm', 'parameter/a')]],
  [
    'ssm:GetParameters',
    { Names: ['/a', '/b'] },
    'ssm:GetParameters',
    [arn('ssm', 'parameter/a'), arn('ssm', 'parameter/b')],
  ],
  ['ssm:GetParametersByPath', { Path: '/a/' }, 'ssm:GetParametersByPath', [arn('ssm', 'parameter/a')]],
  ['ssm:DescribeParameters', {}, 'ssm:DescribeParameters', ['*']],
  ['route53:ListHostedZones', {}, 'route53:ListHostedZones', ['*']],
  ['route53:GetHostedZone', { Id: '/hostedzone/Z1' }, 'route53:GetHostedZone', [zone]],
  ['route53:GetChange', { Id: 'C1' }, 'route53:GetChange', ['arn:aws:route53:::change/C1']],
  ['states:StartExecution', { stateMachineArn: STATE_MACHINE }, 'states:StartExecution', [STATE_MACHINE]],
  ['states:StopExecution', { executionArn: 'arn:e' }, 'states:StopExecution', ['arn:e']],
  ['states:SendTaskSuccess', { taskToken: 'known' }, 'states:SendTaskSuccess', [STATE_MACHINE]],
  ['states:SendTaskSuccess', { taskToken: 'other' }, 'states:SendTaskSuccess', ['*']],
  ['sns:Publish', { TopicArn: 'arn:t' }, 'SNS:Publish', ['arn:t']],
  [
    'events:PutEvents',
    { Entries: [{}, { EventBusName: 'b' }, {}] },
    'events:PutEvents',
    [arn('events', 'event-bus/default'), arn('events', 'event-bus/b')],
  ],
  ['lambda:Invoke', { FunctionName: 'f' }, 'lambda:InvokeFunction', [arn('lambda', 'function:f')]],
  ['lambda:Invoke', { FunctionName: 'f:live' }, 'lambda:InvokeFunction', [arn('lambda', 'function:f:live')]],
  ['lambda:Invoke', { FunctionName: 'f', Qualifier: '2' }, 'lambda:InvokeFunction', [arn('lambda', 'function:f:2')]],
  [
    'lambda:Invoke',
    { FunctionName: arn('lambda', 'function:f:live') },
    'lambda:InvokeFunction',
    [arn('lambda', 'function:f:live')],
  ],
  ['lambda:Invoke', { FunctionName: `${ACCOUNT}:function:f` }, 'lambda:InvokeFunction', [arn('lambda', 'function:f')]],
  ['dynamodb:UpdateItem', { TableName: 't' }, 'dynamodb:UpdateItem', [arn('dynamodb', 'table/t')]],
  ['dynamodb:Query', { TableName: 't', IndexName: 'i' }, 'dynamodb:Query', [arn('dynamodb', 'table/t/index/i')]],
  [
    'secretsmanager:GetSecretValue',
    { SecretId: 's' },
    'secretsmanager:GetSecretValue',
    [arn('secretsmanager', 'secret:s-??????')],
  ],
  [
    'logs:PutLogEvents',
    { logGroupName: '/aws/lambda/f', logStreamName: 's' },
    'logs:PutLogEvents',
    [arn('logs', 'log-group:/aws/lambda/f:log-stream:s')],
  ],
  ['logs:FilterLogEvents', { logGroupName: 'g' }, 'logs:FilterLogEvents', [arn('logs', 'log-group:g:log-stream:')]],
] as const)('%s %j', (name, input, action, resources) => {
  const stateMachineOf = (token: string) => (token === 'known' ? STATE_MACHINE : undefined);
  expect(accessOf(site(name, { stateMachineOf }), input)).toMatchObject([{ action, resources }]);
});

test('conditions come from the input', () => {
  const change = (Action: string, Name: string, Type: string) => ({ Action, ResourceRecordSet: { Name, Type } });
  const Changes = [change('DELETE', 'Sessions.Example.Internal.', 'CNAME'), change('CREATE', '*.ü.x', 'TXT')];
  const input = { HostedZoneId: 'Z1', ChangeBatch: { Changes } };
  expect(accessOf(site('route53:ChangeResourceRecordSets', { region: 'us-east-1' }), input)).toEqual([
    {
      action: 'route53:ChangeResourceRecordSets',
      resources: [zone],
      conditions: {
        'aws:RequestedRegion': 'us-east-1',
        'aws:SecureTransport': 'true',
        'aws:PrincipalAccount': ACCOUNT,
        'aws:PrincipalIsAWSService': 'false',
        'aws:ViaAWSService': 'false',
        'aws:PrincipalArn': ARN,
        'aws:PrincipalType': 'AssumedRole',
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['sessions.example.internal', '\\052.\\303\\274.x'],
        'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME', 'TXT'],
        'route53:ChangeResourceRecordSetsActions': ['DELETE', 'CREATE'],
      },
    },
  ]);
  const conditionsOf = (name: string, given: unknown) => accessOf(site(name), given)?.[0]?.conditions;
  expect(conditionsOf('monitoring:PutMetricData', { Namespace: 'N' })).toMatchObject({ 'cloudwatch:namespace': 'N' });
  expect(conditionsOf('ssm:PutParameter', { Name: 'a', Overwrite: true })).toMatchObject({ 'ssm:Overwrite': 'true' });
});

test('a transaction needs what its parts need', () => {
  const TransactItems = [
    { Put: { TableName: 'a' } },
    { Put: { TableName: 'b' } },
    { ConditionCheck: { TableName: 'a' } },
  ];
  expect(accessOf(site('dynamodb:TransactWriteItems'), { TransactItems })).toMatchObject([
    { action: 'dynamodb:PutItem', resources: [arn('dynamodb', 'table/a'), arn('dynamodb', 'table/b')] },
    { action: 'dynamodb:ConditionCheckItem', resources: [arn('dynamodb', 'table/a')] },
  ]);
});

test('an operation that is not in the table is denied, but to administrators', () => {
  const { authorize } = createIam();
  expect(judge(authorize, site('ssm:CreateActivation'), {}).verdict).toMatchObject({ allowed: false });
  const asAdministrator = site('ssm:CreateActivation', { principal: { kind: 'administrator' } });
  expect(judge(authorize, asAdministrator, {}).verdict).toEqual({ allowed: true });
});

test('GetCallerIdentity needs no permission', () => {
  const { authorize } = createIam();
  expect(judge(authorize, site('sts:GetCallerIdentity'), {}).verdict).toEqual({ allowed: true });
});

test('grants with wildcards reach what they are meant for', () => {
  const iam = createIam();
  const grants = [
    ['lambda:InvokeFunction', `${arn('lambda', 'function:f')}:*`],
    ['logs:PutLogEvents', `${arn('logs', 'log-group:/aws/lambda/f')}:*`],
    ['secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:s-??????')],
  ];
  for (const [Action, Resource] of grants) iam.allow(ARN, { Statement: { Effect: 'Allow', Action, Resource } });
  const allowed = (name: string, input: unknown) => judge(iam.authorize, site(name), input).verdict.allowed;
  expect(allowed('lambda:Invoke', { FunctionName: 'f:live' })).toBe(true);
  // An unqualified name is another resource than its versions and aliases.
  expect(allowed('lambda:Invoke', { FunctionName: 'f' })).toBe(false);
  expect(allowed('logs:PutLogEvents', { logGroupName: '/aws/lambda/f', logStreamName: 's' })).toBe(true);
  expect(allowed('secretsmanager:GetSecretValue', { SecretId: 's' })).toBe(true);
  expect(allowed('secretsmanager:GetSecretValue', { SecretId: 'other' })).toBe(false);
});

test('every row is of an operation that its service has, and names its page', () => {
  for (const [name, { page }] of Object.entries(rows)) {
    const { service, operation } = site(name);
    expect([name, models[service].operations.has(operation)]).toEqual([name, true]);
    expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  }
});
