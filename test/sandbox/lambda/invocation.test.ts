import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { account, bundle, createStage, type TestStage } from './stage.ts';

let code: Awaited<ReturnType<typeof bundle>>;
let stage: TestStage;

beforeAll(async () => {
  code = await bundle('plain');
});
afterAll(() => code.remove());
beforeEach(() => {
  stage = createStage();
});
afterEach(() => stage.runtime.stop());

const deploy = (handler: string, spec = {}) =>
  stage.deploy(handler, { codeDirectory: code.directory, handler: `index.${handler}`, ...spec });
const errorOf = async (handler: string, event: unknown = {}) => {
  const { statusCode, functionError, payload, requestId } = await stage.invoke(handler, event);
  expect({ statusCode, functionError }).toEqual({ statusCode: 200, functionError: 'Unhandled' });
  return { ...JSON.parse(payload), requestId };
};

test('runs a bundle with the event, the context and the environment that Lambda gives', async () => {
  const arn = deploy('echo', { timeoutMs: 4000, memoryMb: 256 });
  const { payload, executedVersion, functionError, requestId } = await stage.invoke(arn, { a: 1 });
  const { event, context, env, remainingMs } = JSON.parse(payload);

  expect({ executedVersion, functionError, event }).toEqual({ executedVersion: '$LATEST', event: { a: 1 } });
  expect(context).toMatchObject({
    functionName: 'echo',
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: '256',
    awsRequestId: requestId,
    logGroupName: '/aws/lambda/echo',
  });
  expect(remainingMs).toBeGreaterThan(3500);
  expect(remainingMs).toBeLessThanOrEqual(4000);
  expect(env).toMatchObject({
    TABLE: 'journal',
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'echo',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_LOG_STREAM_NAME: context.logStreamName,
    AWS_ACCESS_KEY_ID: 'ASIAecho',
    LAMBDA_TASK_ROOT: code.directory,
    TZ: ':UTC',
    _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};/),
  });
  expect(env).not.toHaveProperty('HOME');
});

test('keeps a worker warm, and starts a new one for new code', async () => {
  deploy('echo');
  const first = await stage.call<{ threadId: number }>('echo');
  const second = await stage.call<{ threadId: number }>('echo');
  deploy('echo');
  const third = await stage.call<{ threadId: number }>('echo');

  expect(second.threadId).toBe(first.threadId);
  expect(third.threadId).not.toBe(first.threadId);
  expect(stage.phases('echo')).toEqual(['cold', 'start', 'end', 'start', 'end', 'cold', 'start', 'end']);
});

test.each([
  ['fails', 'DatastoreBusy', 'sessions is modifying'],
  ['throwsText', 'string', 'not an error'],
  ['rejectsAside', 'Runtime.UnhandledPromiseRejection', 'Error: nobody looked'],
  ['callback', 'Runtime.CallbackHandlerDeprecated', expect.stringContaining('callback-based')],
  ['absent', 'Runtime.HandlerNotFound', 'index.absent is undefined or not exported'],
])('%s ends as %s', async (handler, errorType, errorMessage) => {
  deploy(handler);
  expect(await errorOf(handler)).toMatchObject({ errorType, errorMessage, trace: expect.any(Array) });
});

test('a bundle that is not there cannot be imported', async () => {
  deploy('elsewhere', { handler: 'other.handler' });
  expect(await errorOf('elsewhere')).toMatchObject({
    errorType: 'Runtime.ImportModuleError',
    errorMessage: "Error: Cannot find module 'other'",
  });
});

test.each(['hangs', 'spins'])('a function that %s is ended at its timeout', async (handler) => {
  deploy(handler, { timeoutMs: 300 });
  const { requestId, ...error } = await errorOf(handler);

  expect(error).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after 0.30 seconds`,
  });
  expect(stage.lines.at(-3)).toMatch(new RegExp(`Z ${requestId} Task timed out after 0.30 seconds$`));
});

test.each([
  ['exits', { code: 3 }, 'Runtime exited with error: exit status 3'],
  ['exits', { code: 0 }, 'Runtime exited without providing a reason'],
  ['leaks', {}, 'Runtime exited with error: signal: killed'],
])('%s %j ends its worker, and the next invocation gets a new one', async (handler, event, words) => {
  deploy(handler, { timeoutMs: 20_000 });
  const { requestId, ...error } = await errorOf(handler, event);

  expect(error).toEqual({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${words}` });
  if (handler === 'exits') expect(stage.lines.some((line) => line.endsWith('INFO\tabout to exit'))).toBe(true);
  deploy('echo');
  await stage.call('echo');
});

test('a function killed in the middle of an await ends, and leaves no trace in the next worker', async () => {
  const arn = deploy('sleeps');
  const running = stage.invoke('sleeps', { ms: 60_000 });
  await stage.logged('sleeping');

  expect(stage.runtime.kill('sleeps', 'us-west-2')).toBe(0);
  expect(stage.runtime.kill(arn)).toBe(1);
  expect(JSON.parse((await running).payload)).toMatchObject({ errorType: 'Runtime.ExitError' });
  await expect(stage.call('sleeps', { ms: 1 })).resolves.toEqual(expect.any(Number));
});

test('what a function prints becomes log lines, Lambda’s own around them, and the tail', async () => {
  deploy('speaks');
  const { requestId, logTail, payload } = await stage.invoke('speaks');
  const [start, first, second, raw, third, end, report, ...rest] = stage.lines;

  expect(payload).toBe('null');
  expect(start).toBe(`START RequestId: ${requestId} Version: $LATEST`);
  expect(first?.split('\t').slice(1)).toEqual([requestId, 'INFO', 'first { a: 1 }']);
  expect(second?.split('\t').slice(1)).toEqual([requestId, 'ERROR', 'second']);
  expect([raw, third, end]).toEqual(['{"raw":true}', 'third', `END RequestId: ${requestId}`]);
  expect(report).toMatch(
    /^REPORT .*\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration/,
  );
  expect(rest).toEqual([]);
  expect(logTail).toBe(`${stage.lines.join('\n')}\n`);
});

test('what Lambda refuses is refused before anything starts', async () => {
  const arn = deploy('echo');
  const ask = (functionName: string, payload: string, region = 'us-east-1') =>
    stage.runtime.invoke({ functionName, region, payload, invocationType: 'RequestResponse', from: region });

  await expect(ask('echo', `"${'x'.repeat(6_291_455)}"`)).rejects.toMatchObject({
    code: 'RequestTooLargeException',
    status: 413,
    message: '6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
  });
  await expect(ask('echo', '{')).rejects.toMatchObject({ code: 'InvalidRequestContentException', status: 400 });
  await expect(ask('nobody', '{}')).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    status: 404,
    message: `Function not found: arn:aws:lambda:us-east-1:${account}:function:nobody`,
  });
  await expect(ask(arn, '{}', 'us-west-2')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  expect(stage.phases('echo')).toEqual([]);
});

test('an answer above 6 MB is a failure', async () => {
  deploy('large');
  expect(await errorOf('large')).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
});

test('what works now is known from its cold start to its end, but for what a dark Region holds back', async () => {
  const arn = deploy('hangs');
  const hanging = stage.invoke(arn);
  const name = 'hangs in us-east-1';
  await eventually(() => stage.runtime.working().length > 0);
  expect(stage.runtime.working()).toEqual([name]);
  stage.network.blackout('us-east-1');
  expect(stage.runtime.working()).toEqual([]);
  stage.network.heal('us-east-1');
  expect(stage.runtime.working()).toEqual([name]);
  stage.runtime.kill(arn);
  await hanging;
  expect(stage.runtime.working()).toEqual([]);
});
