import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createFront, type Listening } from '../../../sandbox/aws/front.ts';
import type { Principal } from '../../../sandbox/aws/service.ts';
import { createLambdaService } from '../../../sandbox/aws/services/lambda.ts';
import { realClock } from '../../../sandbox/clock.ts';
import { account, bundle, createStage, type TestStage } from './stage.ts';

let plain: Awaited<ReturnType<typeof bundle>>;
let network: Awaited<ReturnType<typeof bundle>>;
let stage: TestStage;
let listening: Listening;
let client: LambdaClient;

beforeAll(async () => {
  plain = await bundle('plain');
  network = await bundle('network');
});
afterAll(() => Promise.all([plain.remove(), network.remove()]));
beforeEach(async () => {
  stage = createStage({ endpoint: () => listening.url, maxWorkers: 1 });
  const role = (accessKeyId: string): Principal | undefined =>
    accessKeyId.startsWith('ASIA')
      ? { kind: 'role', roleArn: `arn:aws:iam::${account}:role/${accessKeyId.slice(4)}` }
      : undefined;
  const front = createFront({
    ...{ network: stage.network, history: stage.history, clock: realClock, account },
    services: [createLambdaService({ runtime: stage.runtime })],
    authorize: () => ({ allowed: true }),
    credentials: { get: role },
  });
  listening = await front.listen({ host: '127.0.0.1', port: 0 });
  const credentials = { accessKeyId: 'AKIDADMIN', secretAccessKey: 'secret' };
  client = new LambdaClient({ endpoint: listening.url, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await stage.runtime.stop();
  await listening.close();
});

const deploy = (handler: string, spec = {}) =>
  stage.deploy(handler, { codeDirectory: plain.directory, handler: `index.${handler}`, ...spec });

test('Invoke answers with the payload, the log’s tail, and a function’s failure as 200', async () => {
  deploy('sleeps');
  deploy('fails');
  const slept = await client.send(
    new InvokeCommand({ FunctionName: 'sleeps', Payload: JSON.stringify({ ms: 1 }), LogType: 'Tail' }),
  );
  expect(slept).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(slept.FunctionError).toBeUndefined();
  expect(JSON.parse(slept.Payload?.transformToString() ?? '')).toEqual(expect.any(Number));
  expect(Buffer.from(slept.LogResult ?? '', 'base64').toString()).toContain('sleeping');

  const failed = await client.send(new InvokeCommand({ FunctionName: 'fails' }));
  expect(failed).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(JSON.parse(failed.Payload?.transformToString() ?? '')).toMatchObject({ errorType: 'DatastoreBusy' });
  expect(failed.LogResult).toBeUndefined();
});

test('Invoke knows DryRun and Event, and refuses in Lambda’s words', async () => {
  const arn = deploy('echo');
  expect(await client.send(new InvokeCommand({ FunctionName: arn, InvocationType: 'DryRun' }))).toMatchObject({
    StatusCode: 204,
  });
  expect(stage.phases('echo')).toEqual([]);
  expect(await client.send(new InvokeCommand({ FunctionName: arn, InvocationType: 'Event' }))).toMatchObject({
    StatusCode: 202,
  });
  await stage.runtime.drained();
  expect(stage.phases('echo')).toEqual(['cold', 'start', 'end']);

  await expect(client.send(new InvokeCommand({ FunctionName: 'nobody' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Function not found: arn:aws:lambda:us-east-1:${account}:function:nobody`,
    $metadata: { httpStatusCode: 404 },
  });
  await expect(client.send(new InvokeCommand({ FunctionName: 'echo', Payload: '{' }))).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
  });
});

test('a function that waits for another gets its answer although every worker is busy', async () => {
  deploy('invokes', { codeDirectory: network.directory });
  deploy('sleeps', { region: 'us-west-2' });
  const event = { region: 'us-west-2', functionName: 'sleeps' };
  const both = await Promise.all([stage.call('invokes', event), stage.call('invokes', event)]);
  expect(both).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)]);
});

test('functions can be listed page by page, and looked at', async () => {
  for (const name of ['exits', 'echo', 'hangs']) deploy(name, { timeoutMs: 7000 });
  deploy('fails', { region: 'us-west-2' });
  const names: (string | undefined)[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client, pageSize: 2 }, {}))
    names.push(...Functions.map(({ FunctionName }) => FunctionName));
  expect(names).toEqual(['echo', 'exits', 'hangs']);

  const expected = {
    FunctionName: 'echo',
    FunctionArn: `arn:aws:lambda:us-east-1:${account}:function:echo`,
    Timeout: 7,
    Environment: { Variables: { TABLE: 'journal' } },
  };
  expect(await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'echo' }))).toMatchObject(expected);
  expect(await client.send(new GetFunctionCommand({ FunctionName: 'echo' }))).toMatchObject({
    Configuration: expected,
  });
  await expect(client.send(new GetFunctionCommand({ FunctionName: 'fails' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
