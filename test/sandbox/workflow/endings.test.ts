import { expect, test } from '@jest/globals';
import { execute, FunctionError, only, outputOf, task } from './execute.ts';

const never = () => new Promise(() => {});
const branch = (name: string, state: object) => ({ StartAt: name, States: { [name]: state } });

test('a branch that fails ends its siblings in what they wait for', async () => {
  const functions = {
    slow: never,
    bad: () => Promise.reject(new FunctionError({ errorType: 'Broken' })),
    late: () => 'must not run',
  };
  const Branches = [
    { StartAt: 'Slow', States: { Slow: task('slow', { End: undefined, Next: 'Late' }), Late: task('late') } },
    { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 10, Next: 'Later' }, Later: task('late') } },
    branch('Bad', task('bad')),
  ];
  const Catch = [{ ErrorEquals: ['Broken'], ResultPath: '$.error', Next: 'After' }];
  const run = execute(only({ Type: 'Parallel', Branches, Catch, End: true }, { After: { Type: 'Succeed' } }), {
    functions,
  });

  expect(outputOf(await run.ended())).toMatchObject({ error: { Error: 'Broken' } });
  expect(run.called).toEqual(['slow', 'bad']);
  expect(run.events()).toContain('ParallelStateFailed');
});

test('a failure that is caught inside its branch leaves the siblings alone', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Noted' }];
  const Branches = [
    { StartAt: 'Bad', States: { Bad: task('bad', { Catch }), Noted: { Type: 'Pass', Result: 'noted', End: true } } },
    { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 10, Next: 'Good' }, Good: task('good') } },
  ];
  const functions = {
    bad: () => Promise.reject(new FunctionError({ errorType: 'Broken' })),
    good: () => 'good',
  };
  const run = execute(only({ Type: 'Parallel', Branches, End: true }), { functions });
  expect(outputOf(await run.ended())).toEqual(['noted', 'good']);
});

test('stopping ends an execution as ABORTED at once, whatever it waits for', async () => {
  for (const state of [
    task('f'),
    { Type: 'Wait', Seconds: 600, End: true },
    { Type: 'Parallel', Branches: [branch('F', task('f'))], End: true },
  ]) {
    const run = execute(only(state), { functions: { f: never } });
    await run.clock.advance(1_000);
    run.execution.abort({ error: 'Stopped', cause: 'by hand' });
    expect(await run.execution.settled).toEqual({ status: 'ABORTED', error: 'Stopped', cause: 'by hand' });
    expect(run.events().at(-1)).toBe('ExecutionAborted');
  }
});

test('stopping an execution that has ended changes nothing', async () => {
  const run = execute(only({ Type: 'Succeed' }));
  await run.ended();
  run.execution.abort();
  expect(await run.execution.settled).toMatchObject({ status: 'SUCCEEDED' });
  expect(run.events()).not.toContain('ExecutionAborted');
});

test('the machine has its own TimeoutSeconds, which no catcher sees', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'After' }];
  const machine = only(task('f', { Catch }), { After: { Type: 'Succeed' } });
  const run = execute({ ...machine, TimeoutSeconds: 30 }, { functions: { f: never } });
  await run.clock.advance(29_999);
  expect(run.events()).not.toContain('ExecutionTimedOut');
  expect(await run.ended()).toEqual({ status: 'TIMED_OUT' });
});

test('a dark Region makes no progress, and goes on where it was', async () => {
  const light = Promise.withResolvers<void>();
  const machine = {
    StartAt: 'First',
    States: { First: task('f', { End: undefined, Next: 'Second' }), Second: task('g') },
  };
  const run = execute(machine, {
    functions: {
      f: () => {
        run.alive.promise = light.promise;
        return 1;
      },
    },
  });
  await run.clock.advance(3_600_000);
  expect(run.called).toEqual(['f']);
  light.resolve();
  expect(await run.ended()).toMatchObject({ status: 'SUCCEEDED' });
  expect(run.called).toEqual(['f', 'g']);
});

test.each([
  [{ Seconds: 7 }, 7_000],
  [{ SecondsPath: '$.seconds' }, 3_000],
  [{ SecondsPath: '$.none' }, 0],
  [{ Timestamp: '2026-11-23T08:00:09Z' }, 9_000],
  [{ TimestampPath: '$.past' }, 0],
])('Wait with %j takes %d ms of the clock', async (fields, ms) => {
  const input = { seconds: 3, none: 0, past: '2026-11-23T07:00:00Z' };
  const run = execute(only({ Type: 'Wait', ...fields, End: true }), { input });
  if (ms > 0) {
    await run.clock.advance(ms - 1);
    expect(run.events()).not.toContain('WaitStateExited');
  }
  await run.clock.advance(ms > 0 ? 1 : 0);
  expect(run.events()).toContain('WaitStateExited');
  expect(outputOf(await run.ended())).toEqual(input);
});
