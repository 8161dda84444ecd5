import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { AwsError, type Operation, type ServiceId } from '../../../../sandbox/aws/service.ts';
import { ACCOUNT, overHttp, toyFront } from './toy-front.ts';

const run = promisify(execFile);
const AT = new Date(1_700_000_000_000);
const refuse = (code: string, message: string, options: { status?: number } = {}): Operation => {
  return () => {
    throw new AwsError(code, message, options);
  };
};

const answers: Partial<Record<ServiceId, Record<string, Operation>>> = {
  elasticache: {
    DescribeGlobalReplicationGroups: () => ({
      GlobalReplicationGroups: [{ GlobalReplicationGroupId: 'g', Members: [] }],
    }),
    FailoverGlobalReplicationGroup: refuse('InvalidGlobalReplicationGroupState', 'not available'),
  },
  monitoring: {
    PutMetricData: () => undefined,
    DescribeAlarms: () => ({ MetricAlarms: [{ AlarmName: 'a', StateUpdatedTimestamp: AT }], CompositeAlarms: [] }),
    SetAlarmState: refuse('ResourceNotFound', 'no alarm x', { status: 404 }),
  },
  route53: {
    ChangeResourceRecordSets: refuse('InvalidChangeBatch', '[Tried to delete it, but it was not found]'),
    ListResourceRecordSets: () => ({
      ResourceRecordSets: [{ Name: 'a.', Type: 'A', TTL: 5 }],
      IsTruncated: false,
      MaxItems: 300,
    }),
  },
  ssm: { GetParameter: refuse('ParameterNotFound', '') },
  states: {
    DescribeExecution: () => ({ executionArn: 'arn:x', stateMachineArn: 'arn:m', status: 'RUNNING', startDate: AT }),
  },
  lambda: {
    Invoke: ({ Payload }) => ({ StatusCode: 200, LogResult: 'bG9n', Payload }),
    GetFunction: refuse('ResourceNotFoundException', 'Function not found', { status: 404 }),
  },
  sns: { Publish: () => ({ MessageId: 'm-1' }) },
  sts: {
    GetCallerIdentity: () => ({ Account: ACCOUNT, Arn: 'arn:aws:iam::111122223333:user/administrator', UserId: 'A' }),
  },
  dynamodb: { PutItem: refuse('ConditionalCheckFailedException', 'The conditional request failed') },
};

const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const withBoto3 = works('python3', '-c', 'import boto3') ? test : test.skip;
const withAwsCli = works('aws', '--version') ? test : test.skip;

withBoto3(
  'boto3 reads every protocol and its errors',
  async () => {
    const world = toyFront(answers);
    await overHttp(world, async (endpoint) => {
      const { stdout } = await run('python3', [`${import.meta.dirname}/boto3-calls.py`, endpoint]);
      expect(JSON.parse(stdout)).toEqual({
        describe: { GlobalReplicationGroups: [{ GlobalReplicationGroupId: 'g', Members: [] }] },
        busy: refused(
          'InvalidGlobalReplicationGroupState',
          400,
          'InvalidGlobalReplicationGroupStateFault',
          'not available',
        ),
        unknown: refused(
          'InvalidAction',
          400,
          'ClientError',
          'Could not find operation DescribeSnapshots for version 2015-02-02',
        ),
        put: {},
        alarms: {
          MetricAlarms: [{ AlarmName: 'a', StateUpdatedTimestamp: expect.stringContaining('2023-11-14 22:13:20') }],
          CompositeAlarms: [],
        },
        'no-alarm': refused('ResourceNotFound', 404, 'ResourceNotFound', 'no alarm x'),
        invalid: refused('InvalidChangeBatch', 400, 'InvalidChangeBatch', '[Tried to delete it, but it was not found]'),
        records: { ResourceRecordSets: [{ Name: 'a.', Type: 'A', TTL: 5 }], IsTruncated: false, MaxItems: '300' },
        parameter: refused('ParameterNotFound', 400, 'ParameterNotFound', ''),
        execution: expect.objectContaining({ status: 'RUNNING', startDate: expect.stringContaining('2023-11-14') }),
        invoke: expect.objectContaining({ StatusCode: 200, LogResult: 'bG9n', Payload: '{"a":1}' }),
        'no-function': refused('ResourceNotFoundException', 404, 'ResourceNotFoundException', 'Function not found'),
        publish: { MessageId: 'm-1' },
        identity: { Account: ACCOUNT, Arn: 'arn:aws:iam::111122223333:user/administrator', UserId: 'A' },
        conditional: refused(
          'ConditionalCheckFailedException',
          400,
          'ConditionalCheckFailedException',
          'The conditional request failed',
        ),
      });
    });
    const sent = world.inputs.find((input) => (input as { Namespace?: string }).Namespace === 'N');
    expect(sent).toMatchObject({
      MetricData: expect.arrayContaining([expect.objectContaining({ Value: 1.5, Timestamp: AT })]),
    });
  },
  30_000,
);

const refused = (code: string, status: number, className: string, message: string) => ({
  code,
  status,
  class: className,
  message,
});

withAwsCli(
  'the AWS CLI gets answers and refusals',
  async () => {
    const world = toyFront(answers);
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'AKIDADMIN',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
    };
    await overHttp(world, async (endpoint) => {
      const aws = (...args: string[]) =>
        run('aws', ['--endpoint-url', endpoint, '--region', 'us-west-2', '--output', 'json', ...args], { env });
      const described = await aws('elasticache', 'describe-global-replication-groups', '--show-member-info');
      expect(JSON.parse(described.stdout)).toEqual({
        GlobalReplicationGroups: [{ GlobalReplicationGroupId: 'g', Members: [] }],
      });
      const alarms = await aws('cloudwatch', 'describe-alarms');
      expect(JSON.parse(alarms.stdout)).toMatchObject({ MetricAlarms: [{ AlarmName: 'a' }] });
      const failed = aws(
        'route53',
        'change-resource-record-sets',
        '--hosted-zone-id',
        'Z1',
        '--change-batch',
        '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"a","Type":"A"}}]}',
      );
      await expect(failed).rejects.toMatchObject({
        stderr: expect.stringContaining(
          '(InvalidChangeBatch) when calling the ChangeResourceRecordSets operation: [Tried to delete it',
        ),
      });
    });
  },
  60_000,
);
