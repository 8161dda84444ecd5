import { expect, test } from '@jest/globals';
import config from '../../failover.config.ts';
import { type Granted, grantsIn, type Synthesised, synthesise } from './synthesised.ts';

const stacks = synthesise(config);
const stackOf = (name: string): Synthesised => {
  const stack = stacks.get(name);
  if (!stack) throw new Error(`${name} was not synthesised`);
  return stack;
};
const member = stackOf('failover-us-west-2');
const witness = stackOf('failover-witness-eu-west-1');
const granted = grantsIn(member).filter(({ effect }) => effect === 'Allow');
const holdersOf = (action: string): readonly string[] => [
  ...new Set(granted.filter(({ actions }) => actions.includes(action)).map(({ holder }) => holder)),
];
const statementsWith = (action: string): readonly Granted[] =>
  granted.filter(({ actions }) => actions.includes(action));

test('only PromoteRegion may promote, only the configured group, and only in its own Region', () => {
  expect(holdersOf('elasticache:FailoverGlobalReplicationGroup')).toEqual(['PromoteRegion']);
  expect(statementsWith('elasticache:FailoverGlobalReplicationGroup')).toMatchObject([
    {
      resources: ['arn:aws:elasticache::111122223333:globalreplicationgroup:ldgnf-sessions'],
      conditions: { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } },
    },
  ]);
});

test('nobody may separate where no policy asks about it; else SeparateRegion alone, exactly that group, in its own Region', () => {
  const action = 'elasticache:DisassociateGlobalReplicationGroup';
  expect(
    [...stacks.values()].flatMap((stack) => grantsIn(stack)).filter(({ actions }) => actions.includes(action)),
  ).toEqual([]);

  const sessions = config.datastores.sessions;
  if (!sessions) throw new Error('the demo names its datastore sessions');
  const policy = { ...sessions.policy, separation: 'approve' as const };
  const open = synthesise({ ...config, datastores: { sessions: { ...sessions, policy } } });
  for (const region of config.regions) {
    const stack = open.get(`failover-${region}`);
    expect(stack && grantsIn(stack).filter(({ actions }) => actions.includes(action))).toMatchObject([
      {
        holder: 'SeparateRegion',
        effect: 'Allow',
        actions: [action],
        resources: ['arn:aws:elasticache::111122223333:globalreplicationgroup:ldgnf-sessions'],
        conditions: { StringEquals: { 'aws:RequestedRegion': region } },
      },
    ]);
  }
});

test('nobody has a wildcard in an action, and none of ElastiCache’s other changes', () => {
  for (const stack of stacks.values())
    for (const { holder, actions } of grantsIn(stack)) {
      expect([holder, actions.filter((action) => action.includes('*'))]).toEqual([holder, []]);
      expect(actions.filter((action) => /^elasticache:(?!Describe|Failover|Connect)/.test(action))).toEqual([]);
    }
});

test('* as a resource stands only where AWS takes nothing narrower', () => {
  const anywhere = [...stacks.values()].flatMap((stack) => grantsIn(stack).filter(({ effect }) => effect === 'Allow'));
  const actions = anywhere.filter(({ resources }) => resources.includes('*')).flatMap((statement) => statement.actions);

  const bounded = new Set(actions.filter((action) => !/^(xray|ec2|logs):/.test(action)));
  expect([...bounded].sort()).toEqual([
    'cloudwatch:DescribeAlarms',
    'cloudwatch:GetMetricData',
    'cloudwatch:PutMetricData',
    'elasticache:DescribeGlobalReplicationGroups',
  ]);
  for (const { resources, conditions, actions } of anywhere)
    if (resources.includes('*') && actions.some((action) => bounded.has(action)))
      expect(Object.keys(conditions)).toEqual(['StringEquals']);
});

test('TouchCache may call no AWS API: its log, and the network interfaces that Lambda attaches', () => {
  const own = grantsIn(member).filter(({ holder }) => holder === 'TouchCache');
  const allowed = own.filter(({ effect }) => effect === 'Allow').flatMap(({ actions }) => actions);
  expect(allowed.filter((action) => !/^ec2:.*(NetworkInterface|Subnets|PrivateIpAddresses)/.test(action))).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ]);
  expect(own).toContainEqual(
    expect.objectContaining({
      effect: 'Deny',
      actions: allowed.filter((action) => action.startsWith('ec2:')),
      conditions: {
        ArnEquals: {
          'lambda:SourceFunctionArn': 'arn:aws:lambda:us-west-2:111122223333:function:failover-TouchCache-sessions',
        },
      },
    }),
  );
});

test('parameters and records: only publishers write, only their own Region’s, only what is configured', () => {
  expect(holdersOf('ssm:PutParameter')).toEqual(['PublishParameters', 'Reconcile']);
  for (const { resources } of statementsWith('ssm:PutParameter'))
    expect(resources).toEqual(['arn:aws:ssm:us-west-2:111122223333:parameter/failover/sessions/endpoint']);

  expect(holdersOf('route53:ChangeResourceRecordSets')).toEqual(['UpdateDns', 'Reconcile']);
  for (const { resources, conditions } of statementsWith('route53:ChangeResourceRecordSets')) {
    expect(resources).toEqual(['arn:aws:route53:::hostedzone/Z0SESSIONS0EXAMPLE']);
    expect(conditions).toEqual({
      'ForAllValues:StringEquals': {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': [
          'sessions.example.internal',
          '_failover.sessions.example.internal',
        ],
        'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME', 'TXT'],
        'route53:ChangeResourceRecordSetsActions': ['CREATE', 'DELETE'],
      },
    });
  }
});

test('executions are started by the two triggers alone', () => {
  expect(holdersOf('states:StartExecution')).toEqual(['ReceiveAlarm', 'Reconcile']);
});

test('whoever asks another function may invoke exactly that one', () => {
  const invoked = Object.fromEntries(
    ['AssessHealth', 'PublishParameters', 'Probe'].map((holder) => [
      holder,
      statementsWith('lambda:InvokeFunction')
        .filter((it) => it.holder === holder)
        .flatMap(({ resources }) => resources),
    ]),
  );
  const arn = (region: string, name: string) => `arn:aws:lambda:${region}:111122223333:function:failover-${name}`;
  expect(invoked).toEqual({
    AssessHealth: [arn('us-west-2', 'TouchCache-sessions'), arn('eu-west-1', 'Witness')],
    PublishParameters: [arn('us-east-1', 'Reconcile')],
    Probe: [arn('us-west-2', 'TouchCache-sessions')],
  });
});

test('the witness looks, and can do nothing else', () => {
  const actions = grantsIn(witness).flatMap((statement) => statement.actions);
  expect(actions.filter((action) => !/^(logs|xray):/.test(action))).toEqual([
    'elasticache:DescribeReplicationGroups',
    'elasticache:DescribeReplicationGroups',
  ]);
});

test('a policy names each statement once', () => {
  for (const stack of stacks.values()) {
    const named = grantsIn(stack)
      .filter(({ sid }) => sid !== undefined)
      .map(({ holder, sid }) => `${holder}/${sid}`);
    expect(named).toEqual([...new Set(named)]);
  }
});

test('credentials of a cache are within reach of those who hand them to TouchCache, and of no other', () => {
  const secret = (region: string) => `arn:aws:secretsmanager:${region}:111122223333:secret:sessions-AbCdEf`;
  const sessions = config.datastores.sessions;
  if (!sessions) throw new Error('the demo names its datastore sessions');
  const withSecret = synthesise({
    ...config,
    datastores: {
      sessions: {
        ...sessions,
        access: { tls: true, auth: { secret: { 'us-east-1': secret('us-east-1'), 'us-west-2': secret('us-west-2') } } },
      },
    },
  }).get('failover-us-west-2');
  const readers = withSecret ? grantsIn(withSecret).filter(({ sid }) => sid === 'ReadSecrets') : [];

  expect(readers.map(({ holder }) => holder).sort()).toEqual([
    'AssessHealth',
    'CheckPromotion',
    'Probe',
    'PromoteRegion',
    'Reconcile',
    'SeparateRegion',
    'VerifyCutover',
  ]);
  for (const { resources } of readers) expect(resources).toEqual([secret('us-west-2')]);
});
