import { expect, test } from '@jest/globals';
import { execute, FunctionError, outputOf, task } from './execute.ts';

/** Fails as long as `broken` says so. */
const flaky = () => {
  const state = { broken: true };
  const act = () => {
    if (state.broken) throw new FunctionError({ errorType: 'Broken', errorMessage: 'not yet' });
    return { fixed: true };
  };
  return { state, act };
};

test('it goes on at the state that failed, with the input of then; what succeeded is not run again', async () => {
  const { state, act } = flaky();
  const definition = {
    StartAt: 'First',
    States: {
      First: task('first', { End: undefined, Next: 'Second' }),
      Second: task('second', { Parameters: { 'seen.$': '$', 'redrive.$': '$$.Execution.RedriveCount' } }),
    },
  };
  const seen: unknown[] = [];
  const run = execute(definition, {
    functions: {
      first: () => 'one',
      second: (payload) => {
        seen.push(payload);
        return act();
      },
    },
  });
  expect(await run.ended()).toMatchObject({ status: 'FAILED', error: 'Broken' });
  state.broken = false;
  const again = run.execution.redrive();
  expect(outputOf(await again.settled)).toEqual({ fixed: true });
  expect(run.called).toEqual(['first', 'second', 'second']);
  expect(seen).toEqual([
    { seen: 'one', redrive: 0 },
    { seen: 'one', redrive: 1 },
  ]);
});

test('of a Parallel state only the branches that did not end are run again', async () => {
  const { state, act } = flaky();
  const good = { StartAt: 'Good', States: { Good: task('good') } };
  const bad = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 1, Next: 'Bad' }, Bad: task('bad') } };
  const both = { Type: 'Parallel', Branches: [good, bad], End: true };
  const run = execute({ StartAt: 'Both', States: { Both: both } }, { functions: { good: () => 'fine', bad: act } });
  expect(await run.ended()).toMatchObject({ status: 'FAILED' });
  state.broken = false;
  // The branch goes on after its wait.
  expect(outputOf(await run.execution.redrive().settled)).toEqual(['fine', { fixed: true }]);
  expect(run.called).toEqual(['good', 'bad', 'bad']);
});

test('an execution that ended in a Fail state fails again', async () => {
  const run = execute({ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Held' } } });
  await run.ended();
  expect(await run.execution.redrive().settled).toMatchObject({ status: 'FAILED', error: 'Held' });
});
