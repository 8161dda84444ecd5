import { expect, test } from '@jest/globals';
import { AwsError } from '../../../sandbox/aws/service.ts';
import { execute, FunctionError, only, outputOf, task } from './execute.ts';

const error = { errorType: 'NotAMember', errorMessage: 'us-west-2 is no member', trace: ['at f'] };
const failing = () => Promise.reject(new FunctionError(error));

test('a failed function shows its errorType, and its whole error as text', async () => {
  const run = execute(only(task('f')), { functions: { f: failing } });
  const failure = { error: 'NotAMember', cause: JSON.stringify(error) };
  expect(await run.ended()).toEqual({ status: 'FAILED', ...failure });
  expect(run.execution.log.events.slice(-2)).toMatchObject([
    { type: 'LambdaFunctionFailed', lambdaFunctionFailedEventDetails: failure },
    { type: 'ExecutionFailed', executionFailedEventDetails: failure },
  ]);
});

test('an error without a type is Lambda.Unknown; a function that ran out of time is Sandbox.Timedout', async () => {
  const named = (payload: object) =>
    execute(only(task('f')), { functions: { f: () => Promise.reject(new FunctionError(payload)) } }).ended();
  expect(await named({ errorMessage: 'exit' })).toMatchObject({ error: 'Lambda.Unknown' });
  expect(await named({ errorType: 'Sandbox.Timedout' })).toMatchObject({ error: 'Sandbox.Timedout' });
});

test.each([
  [
    new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 }),
    'Lambda.TooManyRequestsException',
    '429',
  ],
  [new AwsError('ServiceException', 'oops', { status: 500 }), 'Lambda.ServiceException', '500'],
  [new AwsError('ResourceNotFoundException', 'no such', { status: 404 }), 'Lambda.ResourceNotFoundException', '404'],
  [new AwsError('AccessDeniedException', 'is not authorized', { status: 403 }), 'Lambda.AWSLambdaException', '403'],
])('%s is %s', async (refusal, name, status) => {
  const run = execute(only(task('f')), { functions: { f: () => Promise.reject(refusal) } });
  expect(await run.ended()).toMatchObject({
    error: name,
    cause: expect.stringMatching(
      new RegExp(`^${refusal.message} \\(Service: AWSLambda; Status Code: ${status}; Error Code: ${refusal.code};`),
    ),
  });
});

test('a retrier waits on the clock, backs off, and gives up after MaxAttempts', async () => {
  const Retry = [{ ErrorEquals: ['NotAMember'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 3 }];
  const run = execute(only(task('f', { Retry })), { functions: { f: failing } });
  const callsAfter = async (ms: number) => {
    await run.clock.advance(ms);
    return run.called.length;
  };
  expect([await callsAfter(0), await callsAfter(1_999), await callsAfter(1)]).toEqual([1, 1, 2]);
  expect([await callsAfter(5_999), await callsAfter(1)]).toEqual([2, 3]);
  expect(await run.execution.settled).toMatchObject({ status: 'FAILED', error: 'NotAMember' });
});

test('MaxDelaySeconds caps the wait, and full jitter draws from it', async () => {
  const Retry = [
    { ErrorEquals: ['States.ALL'], IntervalSeconds: 30, MaxDelaySeconds: 10, JitterStrategy: 'FULL', MaxAttempts: 1 },
  ];
  const run = execute(only(task('f', { Retry })), { functions: { f: failing } });
  await run.clock.advance(4_999);
  expect(run.called).toHaveLength(1);
  await run.clock.advance(1);
  expect(run.called).toHaveLength(2);
});

test('each retrier counts for itself, and the context tells how often', async () => {
  const errors = ['A', 'B', 'A', 'done'];
  const seen: unknown[] = [];
  const f = (payload: unknown) => {
    seen.push(payload);
    const errorType = errors.shift();
    return errorType === 'done' ? 'done' : Promise.reject(new FunctionError({ errorType }));
  };
  const once = (name: string, attempts: number) => ({ ErrorEquals: [name], IntervalSeconds: 1, MaxAttempts: attempts });
  const Parameters = { 'retries.$': '$$.State.RetryCount' };
  const run = execute(only(task('f', { Parameters, Retry: [once('A', 2), once('B', 1)] })), { functions: { f } });
  expect(outputOf(await run.ended())).toBe('done');
  expect(seen).toEqual([{ retries: 0 }, { retries: 1 }, { retries: 2 }, { retries: 3 }]);
});

test('TimeoutSeconds ends an attempt as States.Timeout; States.TaskFailed does not take that, States.ALL does', async () => {
  const functions = { f: () => new Promise(() => {}) };
  const after = { After: { Type: 'Pass', Parameters: { 'name.$': '$.Error' }, End: true } };
  const caughtBy = (name: string) =>
    execute(only(task('f', { TimeoutSeconds: 5, Catch: [{ ErrorEquals: [name], Next: 'After' }] }), after), {
      functions,
    });

  const run = caughtBy('States.ALL');
  await run.clock.advance(4_999);
  expect(run.events()).not.toContain('LambdaFunctionTimedOut');
  await run.clock.advance(1);
  expect(run.events()).toContain('LambdaFunctionTimedOut');
  expect(outputOf(await run.ended())).toEqual({ name: 'States.Timeout' });
  expect(await caughtBy('States.TaskFailed').ended()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
});

test('a task without TimeoutSeconds waits for as long as it takes', async () => {
  const answer = Promise.withResolvers<string>();
  const run = execute(only(task('f')), { functions: { f: () => answer.promise } });
  await run.clock.advance(3_600_000);
  answer.resolve('at last');
  expect(outputOf(await run.ended())).toBe('at last');
});
