import { CloudWatchLogsClient, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ConditionalCheckFailedException, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { AwsError } from '../../../../sandbox/aws/service.ts';
import { admin, overHttp, rejection, toyFront } from './toy-front.ts';

const AT = new Date(1_700_000_000_123);
const options = (endpoint: string) => ({ endpoint, region: 'us-west-2', credentials: admin, maxAttempts: 1 });

test('Step Functions: times, and an error of JSON 1.0', async () => {
  const world = toyFront({
    states: {
      StartExecution: () => {
        throw new AwsError('ExecutionAlreadyExists', 'Execution Already Exists: n');
      },
      DescribeExecution: () => ({ executionArn: 'arn:x', status: 'RUNNING', startDate: AT, input: '{"ü":1}' }),
    },
  });
  await overHttp(world, async (endpoint) => {
    const client = new SFNClient(options(endpoint));
    const start = new StartExecutionCommand({ stateMachineArn: 'arn:m', name: 'n', input: '{"ü":1}' });
    const error = await rejection(client.send(start));
    expect(error).toBeInstanceOf(ExecutionAlreadyExists);
    expect(error.message).toBe('Execution Already Exists: n');
    const execution = await client.send(new DescribeExecutionCommand({ executionArn: 'arn:x' }));
    expect(execution).toMatchObject({ status: 'RUNNING', startDate: AT, input: '{"ü":1}' });
    expect(world.inputs).toEqual([
      { stateMachineArn: 'arn:m', name: 'n', input: '{"ü":1}' },
      { executionArn: 'arn:x' },
    ]);
    client.destroy();
  });
});

test('SSM: an error of JSON 1.1, and nothing secret in the history', async () => {
  const world = toyFront({
    ssm: {
      PutParameter: () => ({ Version: 3, Tier: 'Standard' }),
      GetParameter: () => {
        throw new AwsError('ParameterNotFound', '');
      },
    },
  });
  await overHttp(world, async (endpoint) => {
    const client = new SSMClient(options(endpoint));
    const put = (Type: 'String' | 'SecureString' | undefined) =>
      client.send(new PutParameterCommand({ Name: '/a', Value: 'hush', Type, Overwrite: true }));
    expect(await put('String')).toMatchObject({ Version: 3 });
    await put('SecureString');
    await put(undefined);
    const error = await rejection(client.send(new GetParameterCommand({ Name: '/a' })));
    expect(error).toBeInstanceOf(ParameterNotFound);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 400 } });
    const values = world.history.entries.map(({ detail }) => (detail?.input as { Value?: string } | undefined)?.Value);
    expect(values).toEqual(['hush', '<redacted>', '<redacted>', undefined]);
    client.destroy();
  });
});

test('DynamoDB passes as raw JSON, the extra members of its errors too', async () => {
  const item = { id: { S: 'x' }, n: { N: '1' } };
  const world = toyFront({
    dynamodb: {
      UpdateItem: ({ Key }) => {
        if (Key.id.S === 'taken')
          throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
            members: { Item: item },
          });
        return { Attributes: item };
      },
    },
  });
  await overHttp(world, async (endpoint) => {
    const client = new DynamoDBClient(options(endpoint));
    const update = (id: string) => new UpdateItemCommand({ TableName: 't', Key: { id: { S: id } } });
    expect(await client.send(update('free'))).toMatchObject({ Attributes: item });
    const error = await rejection(client.send(update('taken')));
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error).toMatchObject({ Item: item, message: 'The conditional request failed' });
    client.destroy();
  });
});

test('EventBridge, Logs and Secrets Manager', async () => {
  const world = toyFront({
    events: { PutEvents: () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] }) },
    logs: { PutLogEvents: () => ({ nextSequenceToken: '2' }) },
    secretsmanager: { GetSecretValue: () => ({ Name: 's', SecretBinary: Uint8Array.from([1, 2]), CreatedDate: AT }) },
  });
  await overHttp(world, async (endpoint) => {
    const events = new EventBridgeClient(options(endpoint));
    const entry = { Source: 's', DetailType: 'd', Detail: '{}', Time: new Date(1_700_000_000_000) };
    expect(await events.send(new PutEventsCommand({ Entries: [entry] }))).toMatchObject({ FailedEntryCount: 0 });
    const logs = new CloudWatchLogsClient(options(endpoint));
    const lines = { logGroupName: 'g', logStreamName: 's', logEvents: [{ timestamp: 1, message: 'm' }] };
    expect(await logs.send(new PutLogEventsCommand(lines))).toMatchObject({ nextSequenceToken: '2' });
    const secrets = new SecretsManagerClient(options(endpoint));
    const secret = await secrets.send(new GetSecretValueCommand({ SecretId: 's' }));
    expect(secret).toMatchObject({ SecretBinary: Uint8Array.from([1, 2]), CreatedDate: AT });
    expect(world.inputs).toEqual([{ Entries: [entry] }, lines, { SecretId: 's' }]);
    for (const client of [events, logs, secrets]) client.destroy();
  });
});
