import { expect, test } from '@jest/globals';
import { arnOf, execute, only, outputOf, task } from './execute.ts';

test('the context object names execution, machine and state, inside branches too', async () => {
  const read = {
    Type: 'Pass',
    Parameters: {
      'id.$': '$$.Execution.Id',
      'name.$': '$$.Execution.Name',
      'input.$': '$$.Execution.Input.datastore',
      'started.$': '$$.Execution.StartTime',
      'role.$': '$$.Execution.RoleArn',
      'redrives.$': '$$.Execution.RedriveCount',
      'machine.$': '$$.StateMachine.Name',
      'state.$': '$$.State.Name',
      'text.$': "States.Format('{} of {}', $$.State.Name, $$.StateMachine.Id)",
    },
    End: true,
  };
  const branch = {
    StartAt: 'Narrow',
    States: { Narrow: { Type: 'Pass', Parameters: { other: 1 }, Next: 'Read' }, Read: read },
  };
  const run = execute(only({ Type: 'Parallel', Branches: [branch], End: true }), { input: { datastore: 'sessions' } });

  expect(outputOf(await run.ended())).toEqual([
    {
      id: 'arn:aws:states:us-east-1:111122223333:execution:m:e',
      name: 'e',
      input: 'sessions',
      started: '2026-11-23T08:00:00.000Z',
      role: 'arn:aws:iam::111122223333:role/machine',
      redrives: 0,
      machine: 'm',
      state: 'Read',
      text: 'Read of arn:aws:states:us-east-1:111122223333:stateMachine:m',
    },
  ]);
});

test('a function ARN answers the payload, lambda:invoke wraps it', async () => {
  const functions = { f: () => ({ took: 'ARN' }) };
  const plain = execute(only(task('f')), { functions });
  expect(outputOf(await plain.ended())).toEqual({ took: 'ARN' });

  const Parameters = { FunctionName: arnOf('f'), 'Payload.$': '$' };
  const state = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters, End: true };
  const wrapped = execute(only(state), { functions });
  expect(outputOf(await wrapped.ended())).toEqual({
    ExecutedVersion: '$LATEST',
    Payload: { took: 'ARN' },
    StatusCode: 200,
  });
  expect(plain.events()).toContain('LambdaFunctionSucceeded');
  expect(wrapped.events()).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

test.each([
  ['$', { Error: 'Broken', Cause: '{"errorType":"Broken"}' }],
  ['$.failed', { a: 1, failed: { Error: 'Broken', Cause: '{"errorType":"Broken"}' } }],
  [null, { a: 1 }],
])('a catcher with ResultPath %j puts the error there', async (ResultPath, expected) => {
  const { FunctionError } = await import('./execute.ts');
  const fail = () => Promise.reject(new FunctionError({ errorType: 'Broken' }));
  const Catch = [{ ErrorEquals: ['Broken'], ResultPath, Next: 'After' }];
  const run = execute(only(task('f', { Catch }), { After: { Type: 'Succeed' } }), {
    input: { a: 1 },
    functions: { f: fail },
  });
  expect(outputOf(await run.ended())).toEqual(expected);
});

test('a Choice follows the first rule that matches, and fails without one', async () => {
  const choice = (Default: object) => ({
    ...only({ Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'One' }], ...Default }),
  });
  const machine = (Default: object) => ({
    StartAt: 'Only',
    States: {
      ...choice(Default).States,
      One: { Type: 'Pass', Result: 'one', End: true },
      Other: { Type: 'Pass', Result: 'other', End: true },
    },
  });
  expect(outputOf(await execute(machine({ Default: 'Other' }), { input: { n: 1 } }).ended())).toBe('one');
  expect(outputOf(await execute(machine({ Default: 'Other' }), { input: { n: 2 } }).ended())).toBe('other');
  const unmatched = {
    StartAt: 'Only',
    States: { ...choice({}).States, One: { Type: 'Pass', End: true } },
  };
  expect(await execute(unmatched, { input: { n: 2 } }).ended()).toMatchObject({
    status: 'FAILED',
    error: 'States.NoChoiceMatched',
  });
});

test('a path that leads nowhere is States.Runtime, names the state, and no catcher takes it', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'After' }];
  const state = task('f', { Parameters: { 'x.$': '$.missing' }, Catch });
  expect(await execute(only(state, { After: { Type: 'Succeed' } })).ended()).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: expect.stringMatching(
      /^An error occurred while executing the state 'Only' \(entered at the event id #2\)\..*\$\.missing/,
    ),
  });
});

test('more than 256 KiB is States.DataLimitExceeded, which States.ALL does not take', async () => {
  const big = () => 'x'.repeat(262_144);
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'After' }];
  const after = { After: { Type: 'Succeed' } };
  const tooMuch = execute(only(task('f', { Catch }), after), { functions: { f: big } });
  expect(await tooMuch.ended()).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });

  const fits = execute(only(task('f', { Catch }), after), { functions: { f: () => 'x'.repeat(262_142) } });
  expect(await fits.ended()).toMatchObject({ status: 'SUCCEEDED' });

  const named = [{ ErrorEquals: ['States.DataLimitExceeded'], ResultPath: null, Next: 'After' }];
  const caught = execute(only(task('f', { Catch: named }), after), { functions: { f: big } });
  expect(await caught.ended()).toMatchObject({ status: 'SUCCEEDED' });
});

test("a state's output counts with all that it carries along", async () => {
  const input = { carried: 'x'.repeat(200_000) };
  const functions = { f: () => 'y'.repeat(100_000) };
  const run = execute(only(task('f', { ResultPath: '$.result' })), { input, functions });
  expect(await run.ended()).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

test('a Fail state ends under the name and the cause that its paths lead to', async () => {
  const state = { Type: 'Fail', ErrorPath: '$.error.Error', CausePath: '$.error.Cause' };
  const run = execute(only(state), { input: { error: { Error: 'Held', Cause: 'because' } } });
  expect(await run.ended()).toEqual({ status: 'FAILED', error: 'Held', cause: 'because' });
  expect(await execute(only({ Type: 'Fail' })).ended()).toEqual({ status: 'FAILED' });
  expect(run.events()).toEqual(['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed']);
});
