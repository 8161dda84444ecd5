// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation's own syntax.
import { expect, test } from '@jest/globals';
import { callService } from '../../support/call-service.ts';
import { deploy, lambdaFunction, role, targetsForTest } from './deploy.ts';

const functionArn = { 'Fn::GetAtt': ['Function', 'Arn'] };

test('a function finds its code, its defaults and its role', async () => {
  const targets = targetsForTest();
  const plain = lambdaFunction({
    FunctionName: 'f',
    Environment: { Variables: { TABLE: { Ref: 'AWS::Region' } } },
    VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
  });
  await deploy({ Resources: { Function: plain, Role: role() } }, targets);
  expect(targets.functions.get('f')).toMatchObject({
    arn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
    region: 'us-east-1',
    roleArn: expect.stringMatching(/^arn:aws:iam::111122223333:role\/app-Role-/),
    codeDirectory: expect.stringMatching(/asset\.code$/),
    environment: { TABLE: 'us-east-1' },
    timeoutMs: 3_000,
    memoryMb: 128,
    logGroup: '/aws/lambda/f',
    inVpc: true,
  });
});

test.each([
  ['an unknown property', lambdaFunction({ SnapStart: { ApplyOn: 'None' } }), 'does not honour SnapStart'],
  ['another runtime', lambdaFunction({ Runtime: 'python3.13' }), 'Runtime: the sandbox runs nodejs'],
  ['an asset that is not there', lambdaFunction({ Code: { S3Bucket: 'b', S3Key: 'other.zip' } }), 'other.zip'],
  ['a missing variable', lambdaFunction({ Environment: { Variables: { X: { Ref: 'Nothing' } } } }), 'Nothing'],
  ['an unknown type', { Type: 'AWS::EC2::Instance' }, 'does not know this resource type'],
])('%s is refused in one line', async (_, refused, words) => {
  const failure = deploy({ Resources: { Function: refused, Role: role() } });
  await expect(failure).rejects.toThrow(words);
  await expect(failure).rejects.toThrow(/^stack app, Function \(AWS::[\w:]+\): [^\n]+$/);
});

test('a role that trusts another service cannot be used', async () => {
  const template = { Resources: { Function: lambdaFunction(), Role: role('states.amazonaws.com') } };
  await expect(deploy(template)).rejects.toThrow('cannot be assumed by Lambda');
  const machine = {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { DefinitionString: '{}', RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
  };
  await expect(deploy({ Resources: { machine, Role: role() } })).rejects.toThrow(
    'authorized to assume the provided role',
  );
});

test('policies grant to the role they are attached to, inline, beside it, or managed', async () => {
  const targets = targetsForTest();
  const document = (Action: string) => ({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  const Properties = { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: document('sns:Publish') };
  await deploy(
    {
      Resources: {
        Policy: { Type: 'AWS::IAM::Policy', Properties },
        Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('ssm:GetParameter') } },
        Role: role('lambda.amazonaws.com', {
          RoleName: 'r',
          Policies: [{ PolicyName: 'inline', PolicyDocument: document('events:PutEvents') }],
          ManagedPolicyArns: [
            { Ref: 'Managed' },
            { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' },
          ],
        }),
      },
    },
    targets,
  );
  const principal = { kind: 'role', roleArn: 'arn:aws:iam::111122223333:role/r' } as const;
  const may = (action: string) => targets.iam.authorize(principal, { action, resources: ['x'] }).allowed;
  expect(['sns:Publish', 'ssm:GetParameter', 'events:PutEvents', 'logs:PutLogEvents'].map(may)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(may('ssm:PutParameter')).toBe(false);
});

test('an unknown managed policy of AWS is refused, not taken for empty', async () => {
  const ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess'];
  await expect(deploy({ Resources: { Role: role('lambda.amazonaws.com', { ManagedPolicyArns }) } })).rejects.toThrow(
    'does not know arn:aws:iam::aws:policy/AdministratorAccess',
  );
});

test('a state machine has its substitutions, and fails for one that is missing', async () => {
  const machine = (DefinitionSubstitutions: object) => ({
    Resources: {
      Function: lambdaFunction({ FunctionName: 'f' }),
      Role: role(),
      MachineRole: role('states.amazonaws.com'),
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'm',
          RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
          DefinitionString: JSON.stringify({
            StartAt: 'A',
            States: { A: { Type: 'Task', Resource: '${Do}', End: true } },
          }),
          DefinitionSubstitutions,
        },
      },
    },
  });
  const targets = targetsForTest();
  const { resources } = await deploy(machine({ Do: functionArn }), targets);
  const stateMachineArn = resources.find(({ logicalId }) => logicalId === 'Machine')?.ref;
  expect(stateMachineArn).toBe('arn:aws:states:us-east-1:111122223333:stateMachine:m');
  const { definition } = await callService(targets.states.service)('DescribeStateMachine', { stateMachineArn });
  expect(definition).toContain('"Resource":"arn:aws:lambda:us-east-1:111122223333:function:f"');
  await expect(deploy(machine({}))).rejects.toThrow('${Do} has no DefinitionSubstitutions');
});

test('alarms may invoke a function only by a permission that names them', async () => {
  const targets = targetsForTest();
  const sourceArn = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:a';
  const principal = 'lambda.alarms.cloudwatch.amazonaws.com';
  const permission = {
    Action: 'lambda:InvokeFunction',
    FunctionName: functionArn,
    Principal: principal,
    SourceArn: { 'Fn::GetAtt': ['Alarm', 'Arn'] },
    SourceAccount: { Ref: 'AWS::AccountId' },
  };
  await deploy(
    {
      Resources: {
        Role: role(),
        Function: lambdaFunction({ FunctionName: 'f' }),
        Permission: { Type: 'AWS::Lambda::Permission', Properties: permission },
        Alarm: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: {
            AlarmName: 'a',
            Namespace: 'N',
            MetricName: 'M',
            Statistic: 'Sum',
            Period: 60,
            EvaluationPeriods: 1,
            Threshold: 1,
            ComparisonOperator: 'GreaterThanThreshold',
          },
        },
      },
    },
    targets,
  );
  const asked = {
    functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
    principal,
    sourceArn,
    sourceAccount: '111122223333',
  };
  const may = (change: object) => targets.permissions.allow({ ...asked, ...change });
  expect(may({})).toBe(true);
  expect(may({ functionArn: `${asked.functionArn}:live` })).toBe(true);
  for (const change of [
    { sourceArn: `${sourceArn}b` },
    { sourceAccount: '999999999999' },
    { principal: 'sns.amazonaws.com' },
    { functionArn: `${asked.functionArn}2` },
  ])
    expect(may(change)).toBe(false);
  const { MetricAlarms } = await callService(targets.cloudwatch.service)('DescribeAlarms', { AlarmNames: ['a'] });
  expect(MetricAlarms).toMatchObject([{ AlarmArn: sourceArn, Period: 60 }]);
});

test('asynchronous invocations keep their settings', async () => {
  const targets = targetsForTest();
  const Properties = {
    FunctionName: { Ref: 'Function' },
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 1,
  };
  await deploy(
    {
      Resources: {
        Config: { Type: 'AWS::Lambda::EventInvokeConfig', Properties },
        Function: lambdaFunction({ FunctionName: 'f' }),
        Role: role(),
      },
    },
    targets,
  );
  expect(targets.functions.get('f')?.asyncConfig).toEqual({ maximumRetryAttempts: 1 });
});

test('a table of either kind is made with the keys that it was given', async () => {
  const keys = {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  };
  const targets = targetsForTest();
  const global = (Region: string) => ({
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: { ...keys, TableName: 'g', Replicas: [{ Region, PointInTimeRecoverySpecification: {} }] },
  });
  const { outputs } = await deploy(
    {
      Resources: {
        One: { Type: 'AWS::DynamoDB::Table', Properties: { ...keys, TableName: 'one' } },
        Two: global('us-east-1'),
      },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Two', 'Arn'] } } },
    },
    targets,
  );
  expect(targets.tables).toEqual([
    { ...keys, TableName: 'one' },
    { ...keys, TableName: 'g' },
  ]);
  expect(outputs.Arn).toBe('arn:aws:dynamodb:us-east-1:111122223333:table/g');
  await expect(deploy({ Resources: { Two: global('us-west-2') } })).rejects.toThrow(
    'Replicas: expected us-east-1 only',
  );
});

test('topics, parameters, log groups and schedules come to be; the rest is listed as ignored', async () => {
  const targets = targetsForTest();
  const schedule = {
    Name: 's',
    ScheduleExpression: 'rate(1 minute)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: functionArn, RoleArn: { 'Fn::GetAtt': ['Caller', 'Arn'] }, Input: '{"looks":6}' },
  };
  const stack = await deploy(
    {
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't' } },
        Mail: {
          Type: 'AWS::SNS::Subscription',
          Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'a@example.com' },
        },
        Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/p', Type: 'String', Value: 'v' } },
        Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
        Schedule: { Type: 'AWS::Scheduler::Schedule', Properties: schedule },
        Function: lambdaFunction({ FunctionName: 'f' }),
        Role: role(),
        Caller: role('scheduler.amazonaws.com'),
        Ports: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'x' } },
      },
      Outputs: { Topic: { Value: { 'Fn::GetAtt': ['Topic', 'TopicName'] } } },
    },
    targets,
  );
  expect(stack).toMatchObject({ ignored: ['Ports'], outputs: { Topic: 't' } });
  expect(targets.ssm.value('us-east-1', '/p')).toBe('v');
  expect(targets.schedules.list()).toMatchObject([{ name: 's', everyMs: 60_000, input: '{"looks":6}', enabled: true }]);
});
