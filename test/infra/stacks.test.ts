import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import config from '../../failover.config.ts';
import { metrics, names } from '../../functions/contract/names.ts';
import { functionsIn, grantsIn, type Synthesised, synthesise } from './synthesised.ts';

const stacks = synthesise(config);
const stackOf = (name: string): Synthesised => {
  const stack = stacks.get(name);
  if (!stack) throw new Error(`${name} was not synthesised`);
  return stack;
};
const west = stackOf('failover-us-west-2');
const east = stackOf('failover-us-east-1');
const definition: unknown = JSON.parse(readFileSync('state-machines/failover.asl.json', 'utf8'));

interface State {
  readonly Type: string;
  readonly TimeoutSeconds?: number;
  readonly Branches?: readonly { readonly States: Record<string, State> }[];
}

/** Every Task state, inside branches too. */
const tasksIn = (states: Record<string, State>): readonly (readonly [string, State])[] =>
  Object.entries(states).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [[name, state] as const] : []),
    ...(state.Branches ?? []).flatMap((branch) => tasksIn(branch.States)),
  ]);
const tasks = tasksIn((definition as { States: Record<string, State> }).States);

const alarm = (name: string) =>
  [...west.ofType('AWS::CloudWatch::Alarm'), ...west.ofType('AWS::CloudWatch::CompositeAlarm')].find(
    ({ Properties }) => Properties.AlarmName === name,
  )?.Properties;
const idOf = (type: string, matches: (properties: Readonly<Record<string, unknown>>) => boolean): string | undefined =>
  Object.entries(west.resources).find(([, it]) => it.Type === type && matches(it.Properties))?.[0];
const topic = { Ref: idOf('AWS::SNS::Topic', ({ TopicName }) => TopicName === names.topic) };
const receiveAlarm = {
  'Fn::GetAtt': [idOf('AWS::Lambda::Function', (it) => JSON.stringify(it).includes('"ReceiveAlarm"')), 'Arn'],
};

test('one stack per member Region, one in the witness Region', () => {
  expect([...stacks.keys()].sort()).toEqual(['failover-us-east-1', 'failover-us-west-2', 'failover-witness-eu-west-1']);
});

test('the member Regions’ templates differ in Region words only', () => {
  const words = (stack: Synthesised, here: string, there: string): string[] => {
    const named = [
      [here, 'HERE'],
      [there, 'THERE'],
      ...[here, there].flatMap((region) => {
        const { vpc, subnets, securityGroups } = config.datastores.sessions?.network[region] ?? {
          vpc: '',
          subnets: [],
          securityGroups: [],
        };
        const ids = [vpc, ...subnets, ...securityGroups, config.datastores.sessions?.replicationGroups[region] ?? ''];
        return ids.map((id, index) => [id, `${region === here ? 'own' : 'other'}-${index}`] as const);
      }),
    ] as const;
    const text = named.reduce((all, [word, stand]) => all.replaceAll(`${word}`, `${stand}`), stack.text);
    return Object.entries(JSON.parse(text).Resources).map(([id, resource]) => `${id}: ${JSON.stringify(resource)}`);
  };
  expect(words(east, 'us-east-1', 'us-west-2')).toEqual(words(west, 'us-west-2', 'us-east-1'));
});

test('no stack needs another one, a custom resource, or a lookup', () => {
  for (const { resources, text } of stacks.values()) {
    const types = Object.values(resources).map(({ Type }) => Type);
    expect(types.filter((type) => /^(Custom::|AWS::CloudFormation::)/.test(type))).toEqual([]);
    expect(text.match(/Fn::ImportValue|Fn::GetStackOutput|dummy-value-for/g)).toBeNull();
  }
});

test('endpoints and records are no resources: an update would reset them', () => {
  const types = Object.values(west.resources).map(({ Type }) => Type);
  expect(types.filter((type) => /^AWS::(SSM|Route53|ElastiCache)::/.test(type))).toEqual([]);
});

test.each(tasks.map(([name, { TimeoutSeconds }]) => [name, TimeoutSeconds] as const))(
  '%s has its function, its substitution, the right to run it, and deadlines that fit into each other',
  (name, stateTimeout) => {
    const [machine] = west.ofType('AWS::StepFunctions::StateMachine');
    const functionId = idOf('AWS::Lambda::Function', (it) => JSON.stringify(it).includes(`SERVICE_NAME":"${name}"`));
    const arn = { 'Fn::GetAtt': [functionId, 'Arn'] };
    const runner = grantsIn(west).find(({ sid }) => sid === 'RunTasks');

    expect(machine?.Properties.DefinitionSubstitutions).toMatchObject({ [name]: arn });
    expect(runner?.resources).toContainEqual(arn);
    const timeout = Number(functionsIn(west).get(name)?.Timeout);
    if (stateTimeout !== undefined) expect(timeout).toBeLessThan(stateTimeout);
    // The slowest call within: the promotion's own 20 s after reading again, else TouchCache's 6 s after a read or two.
    expect(timeout).toBeGreaterThan(name === 'PromoteRegion' ? 20 + 15 : 15);
  },
);

test('the state machine runs exactly these functions, and logs every event without its data: tokens are in it', () => {
  const [machine] = west.ofType('AWS::StepFunctions::StateMachine');
  expect(grantsIn(west).find(({ sid }) => sid === 'RunTasks')?.resources).toHaveLength(tasks.length);
  expect(Object.keys(machine?.Properties.DefinitionSubstitutions ?? {}).sort()).toEqual(
    tasks.map(([name]) => name).sort(),
  );
  expect(JSON.parse(String(machine?.Properties.DefinitionString))).toEqual(definition);
  expect(machine?.Properties).toMatchObject({
    StateMachineName: names.stateMachine,
    LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    TracingConfiguration: { Enabled: true },
  });
});

test('functions that others invoke are found by their fixed names, and answer before the caller gives up', () => {
  expect(functionsIn(west).get('Reconcile')).toMatchObject({ FunctionName: names.reconcile, Timeout: 50 });
  expect(functionsIn(west).get('TouchCache')).toMatchObject({ FunctionName: names.touchCache('sessions'), Timeout: 5 });
  expect(functionsIn(stackOf('failover-witness-eu-west-1')).get('Witness')).toMatchObject({
    FunctionName: names.witness,
    Timeout: 5,
  });
});

test('every function runs on arm64 with Node 24, and no stray variable turns its calls elsewhere', () => {
  for (const [name, properties] of [...stacks.values()].flatMap((stack) => [...functionsIn(stack)]))
    expect([name, properties]).toMatchObject([
      name,
      {
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Environment: { Variables: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } },
      },
    ]);
});

test('TouchCache stands in the network that the configuration names', () => {
  const { subnets, securityGroups } = config.datastores.sessions?.network['us-west-2'] ?? {};
  expect(functionsIn(west).get('TouchCache')).toMatchObject({
    VpcConfig: { SubnetIds: subnets, SecurityGroupIds: securityGroups },
  });
  expect(functionsIn(west).get('Probe')).not.toHaveProperty('VpcConfig');
});

test('Probe and Reconcile run every minute, and a missed minute is not made up for', () => {
  const schedules = west.ofType('AWS::Scheduler::Schedule');
  expect(schedules).toHaveLength(2);
  for (const { Properties } of schedules)
    expect(Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      Target: { RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } },
    });
});

test('the topic lets CloudWatch in, for alarms of ours in this account only', () => {
  const [policy] = west.ofType('AWS::SNS::TopicPolicy');
  expect(policy?.Properties).toMatchObject({
    PolicyDocument: {
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: topic,
          Condition: {
            StringEquals: { 'aws:SourceAccount': config.account },
            ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-west-2:111122223333:alarm:failover-*' },
          },
        }),
      ]),
    },
  });
  expect(west.ofType('AWS::SNS::Subscription').map(({ Properties }) => Properties.Endpoint)).toEqual(config.pageTo);
});

test.each([
  [
    names.dataArrivingAlarm('sessions'),
    metrics.dataArriving,
    { Period: 10, DatapointsToAlarm: 2, TreatMissingData: 'missing' },
  ],
  [
    names.primaryReachableAlarm('sessions'),
    metrics.primaryReachable,
    { Period: 10, DatapointsToAlarm: 2, TreatMissingData: 'missing' },
  ],
  [
    names.probeRanAlarm('sessions'),
    metrics.probeRan,
    { Period: 60, DatapointsToAlarm: 3, TreatMissingData: 'breaching' },
  ],
])('%s watches %s as it is published', (name, MetricName, evaluation) => {
  expect(alarm(name)).toMatchObject({
    Namespace: metrics.namespace,
    MetricName,
    Dimensions: [{ Name: metrics.dimension, Value: 'sessions' }],
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    EvaluationPeriods: 3,
    ...evaluation,
  });
});

test('with the economy profile the evidence is judged every minute', () => {
  const sessions = config.datastores.sessions;
  if (!sessions) throw new Error('the demo names its datastore sessions');
  const economy = synthesise({ ...config, datastores: { sessions: { ...sessions, profile: 'economy' } } });
  const periods = economy
    .get('failover-us-west-2')
    ?.ofType('AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties.Period);
  expect(new Set(periods)).toEqual(new Set([60]));
});

test('a primary that is down starts the workflow and pages; broken replication only pages', () => {
  const noData = 'ALARM("failover-sessions-data-arriving")';
  const reachable = 'OK("failover-sessions-primary-reachable")';
  expect(alarm(names.primaryDownAlarm('sessions'))).toMatchObject({
    AlarmRule: `${noData} AND NOT ${reachable}`,
    AlarmActions: [receiveAlarm, topic],
  });
  expect(alarm(names.replicationBrokenAlarm('sessions'))).toMatchObject({
    AlarmRule: `${noData} AND ${reachable}`,
    AlarmActions: [topic],
  });
  // The evidence by itself wakes nobody: a promotion by hand makes it flap.
  expect(alarm(names.dataArrivingAlarm('sessions'))).not.toHaveProperty('AlarmActions');
});

test('ReceiveAlarm is invoked by that alarm of this account, and tries three times within the hour', () => {
  expect(west.ofType('AWS::Lambda::Permission').map(({ Properties }) => Properties)).toEqual([
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: receiveAlarm,
      Principal: 'lambda.alarms.cloudwatch.amazonaws.com',
      SourceAccount: config.account,
      SourceArn: 'arn:aws:cloudwatch:us-west-2:111122223333:alarm:failover-sessions-primary-down',
    },
  ]);
  expect(west.ofType('AWS::Lambda::EventInvokeConfig').map(({ Properties }) => Properties)).toContainEqual(
    expect.objectContaining({
      FunctionName: { Ref: receiveAlarm['Fn::GetAtt'][0] },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3600,
    }),
  );
});

test.each([
  'executions-failed',
  'executions-timed-out',
  'executions-aborted',
  'reconcile-failing',
  'alarms-dropped',
] as const)('%s pages, and says where to read what to do', (trouble) => {
  expect(alarm(names.operationAlarm(trouble))).toMatchObject({
    AlarmActions: [topic],
    Threshold: 1,
    TreatMissingData: 'notBreaching',
    AlarmDescription: expect.stringContaining(`docs/runbook.md#${trouble}`),
  });
});

test('the journal cannot be lost by a mistake', () => {
  expect(west.ofType('AWS::DynamoDB::Table')).toMatchObject([
    {
      DeletionPolicy: 'Retain',
      Properties: {
        KeySchema: [
          { AttributeName: 'datastore', KeyType: 'HASH' },
          { AttributeName: 'item', KeyType: 'RANGE' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    },
  ]);
});
