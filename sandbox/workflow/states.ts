import type { HistoryEventType } from '@aws-sdk/client-sfn';
import { choose, flow, template } from './dataflow.ts';
import type { Branch, State } from './definition.ts';
import { dataLimitExceeded, StateFailure } from './failure.ts';
import { type Json, tooLarge } from './json.ts';
import { runBranches } from './parallel.ts';
import type { Progress } from './progress.ts';
import { Attempts, catcherFor } from './retry.ts';
import type { Scope, Visit } from './scope.ts';
import { runTask } from './task.ts';
import { runWait } from './wait.ts';
import { pause, until } from './waiting.ts';

/** Where a state leads; without `next` the sequence ends. */
interface Step {
  readonly next?: string | undefined;
  readonly output: Json;
}

/**
 * Runs a sequence of states to its end, from its beginning or from where `progress` stands. Rejects with
 * `StateFailure`, or with the reason of the scope's signal.
 */
export const runStates = async (sequence: Branch, input: Json, scope: Scope, progress: Progress): Promise<Json> => {
  if (progress.ended) return progress.ended.output;
  let resumed = progress.at !== undefined;
  let step: Step = { next: progress.at?.name ?? sequence.StartAt, output: progress.at?.input ?? input };
  while (step.next !== undefined) {
    const state = sequence.States[step.next];
    if (!state) throw new StateFailure('States.Runtime', `there is no state called ${step.next}`);
    progress.enter(step.next, step.output, { resumed });
    resumed = false;
    await until(scope.ports.alive(), scope.signal);
    step = await visit(state, { name: step.next, input: step.output, scope, progress });
  }
  progress.end(step.output);
  return step.output;
};

const visit = async (state: State, { name, input, scope, progress }: Omit<Visit, 'context'>): Promise<Step> => {
  const entered = new Date(scope.ports.clock.now()).toISOString();
  scope.trail.add(eventType(state, 'Entered'), { stateEnteredEventDetails: { name, input: JSON.stringify(input) } });
  scope.ports.onState?.({ name, type: state.Type, at: 'entered' });

  const attempts = new Attempts();
  const step = await attempt(state, { name, input, scope, progress, entered, attempts });

  const output = JSON.stringify(step.output);
  if (tooLarge(output)) throw dataLimitExceeded(name);
  scope.trail.add(eventType(state, 'Exited'), { stateExitedEventDetails: { name, output } });
  scope.ports.onState?.({ name, type: state.Type, at: 'exited' });
  return step;
};

interface Attempt extends Omit<Visit, 'context'> {
  readonly entered: string;
  readonly attempts: Attempts;
}

const attempt = async (state: State, tried: Attempt): Promise<Step> => {
  const { name, input, scope, progress, attempts } = tried;
  const context = contextOf(tried);
  try {
    return await perform(state, { name, input, scope, progress, context });
  } catch (reason) {
    if (scope.signal.aborted) throw scope.signal.reason;
    await until(scope.ports.alive(), scope.signal);
    const failure = asFailure(reason, { name, entered: scope.trail });

    const seconds = attempts.delaySeconds(state, failure, scope.ports.random);
    if (seconds === undefined) return await caught(state, failure, { name, input, scope, progress, context });
    await pause(scope.ports.clock, seconds * 1_000, scope.signal);
    progress.forgetBranches();
    return await attempt(state, tried);
  }
};

const caught = async (state: State, failure: StateFailure, { input, context }: Visit): Promise<Step> => {
  const catcher = catcherFor(state, failure);
  if (!catcher) throw failure;

  const Result = { Error: failure.error ?? 'States.Runtime', Cause: failure.text ?? '' };
  const output = await flow({ Type: 'Pass', Result, ResultPath: catcher.ResultPath }, input, { context });
  return { next: catcher.Next, output };
};

const perform = async (state: State, visit: Visit): Promise<Step> => {
  const { input, context } = visit;
  switch (state.Type) {
    case 'Choice':
      return await choose(state, input, context);
    case 'Fail':
      throw await declaredFailure(state, visit);
    case 'Task':
      return { next: state.Next, output: await runTask(state, visit) };
    case 'Wait':
      return { next: state.Next, output: await runWait(state, visit) };
    case 'Parallel':
      return { next: state.Next, output: await runBranches(state, visit) };
    case 'Pass':
    case 'Succeed':
      return { next: state.Next, output: await flow(state, input, { context }) };
  }
};

const declaredFailure = async (state: State, { input, context }: Visit): Promise<StateFailure> => {
  const { Error: error, ErrorPath, Cause: cause, CausePath } = state;
  const names = { error, cause, 'error.$': ErrorPath, 'cause.$': CausePath };
  const read = await template(names, input, context);
  const text = (key: string) => (isObject(read) && read[key] !== undefined ? String(read[key]) : undefined);
  return new StateFailure(text('error'), text('cause'));
};

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `$$`, as "Accessing execution data from the Context object in Step Functions" describes it. */
const contextOf = ({ name, scope, entered, attempts }: Attempt): Visit['context'] => ({
  ...scope.context,
  State: { Name: name, EnteredTime: entered, RetryCount: attempts.count },
  Task: { Token: scope.ports.tokens.create() },
});

const asFailure = (reason: unknown, { name, entered }: { name: string; entered: Scope['trail'] }): StateFailure => {
  if (reason instanceof StateFailure && (reason.error !== 'States.Runtime' || reason.text?.startsWith('An error')))
    return reason;
  const text = reason instanceof StateFailure ? (reason.text ?? '') : String(reason);
  const where = `An error occurred while executing the state '${name}' (entered at the event id #${entered.last}).`;
  return new StateFailure('States.Runtime', `${where} ${text}`);
};

/** Every state type has `<Type>StateEntered`; a Fail state is never left. */
const eventType = (state: State, what: 'Entered' | 'Exited'): HistoryEventType =>
  state.Type === 'Fail' ? 'FailStateEntered' : `${state.Type}State${what}`;
