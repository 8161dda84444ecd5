import { expect, test } from '@jest/globals';
import { parseDefinition } from '../../../sandbox/workflow.ts';
import { execute, FunctionError, only, outputOf } from './execute.ts';

const waiting = (fields: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Parameters: { FunctionName: 'ask', Payload: { 'token.$': '$$.Task.Token', 'state.$': '$' } },
  End: true,
  ...fields,
});

/** Starts a machine whose function keeps the tokens that it was given. */
const asked = async (state: object, more: object = {}) => {
  const tokens: string[] = [];
  const ask = (payload: unknown) => {
    tokens.push(String(Reflect.get(Object(payload), 'token')));
    return 'ignored';
  };
  const run = execute(only(state, more), { functions: { ask } });
  await run.clock.advance(0);
  return { run, given: tokens, token: tokens[0] ?? '' };
};

test('the output is what the token brings, not what the function returned', async () => {
  const { run, token } = await asked(waiting({ ResultPath: '$.approval' }));
  expect(run.events().at(-1)).toBe('TaskSubmitted');
  run.tokens.succeed(token, '{"approved":true}');
  expect(outputOf(await run.ended())).toEqual({ approval: { approved: true } });
});

test('SendTaskFailure is an error that can be caught under its name', async () => {
  const Catch = [{ ErrorEquals: ['ApprovalDeclined'], Next: 'After' }];
  const { run, token } = await asked(waiting({ Catch }), { After: { Type: 'Succeed' } });
  run.tokens.fail(token, { error: 'ApprovalDeclined', cause: 'not now' });
  expect(outputOf(await run.ended())).toEqual({ Error: 'ApprovalDeclined', Cause: 'not now' });
});

test('the answer may come before the function has returned', async () => {
  const run = execute(only(waiting()), {
    functions: { ask: (payload) => run.tokens.succeed(String(Reflect.get(Object(payload), 'token')), '"early"') },
  });
  expect(outputOf(await run.ended())).toBe('early');
});

test('a function that fails ends the task, and its token is worth nothing then', async () => {
  const tokens: string[] = [];
  const run = execute(only(waiting()), {
    functions: {
      ask: (payload) => {
        tokens.push(String(Reflect.get(Object(payload), 'token')));
        return Promise.reject(new FunctionError({ errorType: 'NobodyThere' }));
      },
    },
  });
  expect(await run.ended()).toMatchObject({ status: 'FAILED', error: 'NobodyThere' });
  expect(() => run.tokens.succeed(tokens[0] ?? '', '1')).toThrow(expect.objectContaining({ code: 'TaskTimedOut' }));
});

test('a token is good once, then TaskTimedOut; an unknown one and garbage are told apart', async () => {
  const { run, token } = await asked(waiting());
  run.tokens.succeed(token, '1');
  await run.ended();
  const codeOf = (other: string) => {
    try {
      run.tokens.heartbeat(other);
      return 'accepted';
    } catch (error) {
      return Reflect.get(Object(error), 'code');
    }
  };
  expect([codeOf(token), codeOf(run.tokens.create()), codeOf('garbage')]).toEqual([
    'TaskTimedOut',
    'TaskDoesNotExist',
    'InvalidToken',
  ]);
});

test('output that is no JSON is refused, and the task waits on', async () => {
  const { run, token } = await asked(waiting());
  expect(() => run.tokens.succeed(token, 'yes')).toThrow(expect.objectContaining({ code: 'InvalidOutput' }));
  run.tokens.succeed(token, '"yes"');
  expect(outputOf(await run.ended())).toBe('yes');
});

test('TimeoutSecondsPath bounds the wait, whatever heartbeats come', async () => {
  const { run, token } = await asked(waiting({ TimeoutSeconds: undefined, TimeoutSecondsPath: '$.seconds' }));
  expect(await run.execution.settled).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(token).toBe('');

  const bounded = await asked(waiting({ TimeoutSeconds: 10, HeartbeatSeconds: 4 }));
  for (const _ of [1, 2, 3]) {
    await bounded.run.clock.advance(3_000);
    bounded.run.tokens.heartbeat(bounded.token);
  }
  expect(bounded.run.events()).not.toContain('TaskTimedOut');
  await bounded.run.clock.advance(1_000);
  expect(await bounded.run.execution.settled).toMatchObject({ error: 'States.Timeout' });
});

test('a missed heartbeat is States.HeartbeatTimeout', async () => {
  const { run } = await asked(waiting({ HeartbeatSeconds: 4 }));
  await run.clock.advance(3_999);
  expect(run.events()).not.toContain('TaskTimedOut');
  await run.clock.advance(1);
  expect(await run.execution.settled).toMatchObject({ error: 'States.HeartbeatTimeout' });
});

test('a retry is given a new token', async () => {
  const Retry = [{ ErrorEquals: ['Again'], IntervalSeconds: 1, MaxAttempts: 1 }];
  const { run, given } = await asked(waiting({ Retry }));
  run.tokens.fail(given[0] ?? '', { error: 'Again' });
  await run.clock.advance(1_000);
  expect(given).toHaveLength(2);
  expect(given[1]).not.toBe(given[0]);
  run.tokens.succeed(given[1] ?? '', '2');
  expect(outputOf(await run.ended())).toBe(2);
});

test.each([
  ['no JSON', '{'],
  ['a missing target', JSON.stringify(only({ Type: 'Pass', Next: 'Nowhere' }))],
  ['JSONata', JSON.stringify({ QueryLanguage: 'JSONata', ...only({ Type: 'Succeed' }) })],
  ['a Map', JSON.stringify(only({ Type: 'Map', ItemProcessor: only({ Type: 'Succeed' }), End: true }))],
])('a definition with %s is refused', (_, text) => {
  expect(() => parseDefinition(text)).toThrow(expect.objectContaining({ name: 'InvalidDefinition' }));
});
