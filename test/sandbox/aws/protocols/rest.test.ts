import {
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  ResourceNotFoundException,
  TooManyRequestsException,
} from '@aws-sdk/client-lambda';
import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  InvalidChangeBatch,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  NoSuchHostedZone,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { expect, test } from '@jest/globals';
import { AwsError } from '../../../../sandbox/aws/service.ts';
import { admin, overHttp, rejection, toyFront } from './toy-front.ts';

const AT = new Date(1_700_000_000_000);
const options = (endpoint: string) => ({ endpoint, region: 'us-west-2', credentials: admin, maxAttempts: 1 });
const set = { Name: 'c.example.internal.', Type: 'CNAME' as const, TTL: 5, ResourceRecords: [{ Value: 'x' }] };
const batch = { Comment: '<&>', Changes: [{ Action: 'UPSERT' as const, ResourceRecordSet: set }] };

test('Route 53: labels, query parameters, bodies and errors', async () => {
  const refusals: Record<string, AwsError> = {
    ZBAD: new AwsError('NoSuchHostedZone', 'none', { status: 404 }),
    ZINV: new AwsError('InvalidChangeBatch', '[Tried to delete it, but it was not found]', {
      members: { messages: ['Tried to delete it, but it was not found'] },
    }),
    ZTHR: new AwsError('Throttling', 'Rate exceeded'),
  };
  const info = { Id: '/change/C1', Status: 'PENDING', SubmittedAt: AT };
  const world = toyFront({
    route53: {
      ListHostedZones: () => ({ HostedZones: [], IsTruncated: false, MaxItems: 100 }),
      ChangeResourceRecordSets: ({ HostedZoneId }) => {
        if (refusals[HostedZoneId]) throw refusals[HostedZoneId];
        return { ChangeInfo: info };
      },
      GetChange: () => ({ ChangeInfo: info }),
      ListResourceRecordSets: () => ({ ResourceRecordSets: [set], IsTruncated: false, MaxItems: 300 }),
    },
  });
  await overHttp(world, async (endpoint) => {
    const client = new Route53Client(options(endpoint));
    const change = (HostedZoneId: string) =>
      client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: batch }));
    expect(await change('Z1')).toMatchObject({ ChangeInfo: info });
    expect(await client.send(new GetChangeCommand({ Id: '/change/C1' }))).toMatchObject({ ChangeInfo: info });
    const list = { HostedZoneId: 'Z1', StartRecordName: 'c d', StartRecordType: 'CNAME' as const, MaxItems: 1 };
    expect(await client.send(new ListResourceRecordSetsCommand(list))).toMatchObject({ ResourceRecordSets: [set] });
    expect(await client.send(new ListHostedZonesCommand({}))).toMatchObject({ HostedZones: [], MaxItems: 100 });
    expect(world.inputs).toEqual([{ HostedZoneId: 'Z1', ChangeBatch: batch }, { Id: 'C1' }, list, {}]);

    const missing = await rejection(change('ZBAD'));
    expect(missing).toBeInstanceOf(NoSuchHostedZone);
    expect(missing).toMatchObject({ $metadata: { httpStatusCode: 404 } });
    const invalid = await rejection(change('ZINV'));
    expect(invalid).toBeInstanceOf(InvalidChangeBatch);
    expect(invalid.message).toBe('[Tried to delete it, but it was not found]');
    expect(await rejection(change('ZTHR'))).toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
    client.destroy();
  });
});

test('Lambda: the payload is the body, the outcome stands in headers', async () => {
  const world = toyFront({
    lambda: {
      Invoke: ({ FunctionName, Payload }) => {
        if (FunctionName === 'gone') throw new AwsError('ResourceNotFoundException', 'Function not found: gone');
        if (FunctionName === 'busy')
          throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
            members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', retryAfterSeconds: '1' },
          });
        return { StatusCode: 200, FunctionError: 'Unhandled', LogResult: 'bG9n', ExecutedVersion: '$LATEST', Payload };
      },
      ListFunctions: () => ({ Functions: [{ FunctionName: 'f', Timeout: 5 }] }),
      GetFunction: () => ({ Configuration: { FunctionName: 'f' } }),
    },
  });
  await overHttp(world, async (endpoint) => {
    const client = new LambdaClient(options(endpoint));
    const FunctionName = 'arn:aws:lambda:us-west-2:111122223333:function:f:live';
    const Payload = new TextEncoder().encode('{"secret":"hush"}');
    const output = await client.send(
      new InvokeCommand({ FunctionName, Payload, LogType: 'Tail', ClientContext: 'hush' }),
    );
    expect(output).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', LogResult: 'bG9n' });
    expect(output.Payload?.transformToString()).toBe('{"secret":"hush"}');
    expect(world.inputs).toEqual([{ FunctionName, Payload, LogType: 'Tail', ClientContext: 'hush' }]);
    expect(JSON.stringify(world.history.entries)).not.toContain('hush');

    expect(await client.send(new ListFunctionsCommand({}))).toMatchObject({ Functions: [{ Timeout: 5 }] });
    expect(await client.send(new GetFunctionCommand({ FunctionName: 'f' }))).toMatchObject({
      Configuration: { FunctionName: 'f' },
    });
    const gone = await rejection(client.send(new InvokeCommand({ FunctionName: 'gone' })));
    expect(gone).toBeInstanceOf(ResourceNotFoundException);
    expect(gone).toMatchObject({ message: 'Function not found: gone', $metadata: { httpStatusCode: 404 } });
    const busy = await rejection(client.send(new InvokeCommand({ FunctionName: 'busy' })));
    expect(busy).toBeInstanceOf(TooManyRequestsException);
    expect(busy).toMatchObject({ retryAfterSeconds: '1', $metadata: { httpStatusCode: 429 } });
    client.destroy();
  });
});
