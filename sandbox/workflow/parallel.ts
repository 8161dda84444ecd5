import { flow } from './dataflow.ts';
import type { State } from './definition.ts';
import { ExecutionEnd } from './failure.ts';
import type { Json } from './json.ts';
import { Progress } from './progress.ts';
import type { Visit } from './scope.ts';
import { runStates } from './states.ts';

/** A Parallel state. The first branch that fails ends the others, in whatever they wait for. A redrive runs only those that did not end. */
export const runBranches = async (state: State, { input, context, scope, progress }: Visit): Promise<Json> => {
  const { Branches = [], Resource: _none, ...fields } = state;
  scope.trail.add('ParallelStateStarted');
  const failed = new AbortController();
  const signal = AbortSignal.any([scope.signal, failed.signal]);

  const perform = async (branchInput: Json): Promise<Json> => {
    const branches = progress.branches(Branches.length);
    const runs = Branches.map((branch, index) =>
      runStates(
        branch,
        branchInput,
        { ...scope, signal, trail: scope.trail.fork() },
        branches[index] ?? new Progress(),
      ),
    );
    try {
      return await Promise.all(runs);
    } catch (failure) {
      failed.abort(new ExecutionEnd('SIBLING_FAILED'));
      await Promise.allSettled(runs);
      throw failure;
    }
  };
  try {
    const output = await flow({ ...fields, Type: 'Task' }, input, { context, perform });
    scope.trail.add('ParallelStateSucceeded');
    return output;
  } catch (failure) {
    scope.trail.add(scope.signal.aborted ? 'ParallelStateAborted' : 'ParallelStateFailed');
    throw failure;
  }
};
