/**
 * Runs one Standard execution of an ASL definition (JSONPath).
 *
 * Each state goes through aws-local-stepfunctions 3 by itself: paths, payload templates, intrinsic functions, choice
 * rules, result paths. What that library lacks or does otherwise than Step Functions is done here:
 * - `$$` in full, `$$.Execution.Input` inside branches and `$$.Task.Token` included (it knows only what it is given);
 * - `lambda:invoke`, `lambda:invoke.waitForTaskToken`, `HeartbeatSeconds`, errors and causes as Step Functions has them;
 * - no limit of 60 s for a Task without `TimeoutSeconds`;
 * - `Retry` and `Catch`: waits on the sandbox's clock, `States.TaskFailed` never takes `States.Timeout`, `States.ALL`
 *   never takes `States.DataLimitExceeded` or `States.Runtime`;
 * - `ResultPath: "$"` (it would write a key called `$`), a Fail state without `Error`;
 * - the 256 KiB limit, cancellation of a failed Parallel's other branches, StopExecution;
 * - the history of events;
 * - redrives: a state that is run again is entered again in the history, and `$$.Execution` counts it.
 *
 * Not here: Map, JSONata, variables, activities, resources other than Lambda functions; a Pass whose `Result` is
 * `null`, `false`, `0` or `""` passes its input.
 */
import type { Definition } from './workflow/definition.ts';
import { EventLog, Trail } from './workflow/events.ts';
import { ExecutionEnd, StateFailure } from './workflow/failure.ts';
import { parseJson } from './workflow/json.ts';
import type { WorkflowPorts } from './workflow/ports.ts';
import { Progress } from './workflow/progress.ts';
import { runStates } from './workflow/states.ts';

export { type Definition, InvalidDefinition, parseDefinition } from './workflow/definition.ts';
export type { EventLog } from './workflow/events.ts';
export type { TaskInvocation, TaskInvocationResult, WorkflowPorts } from './workflow/ports.ts';
export { TaskTokens } from './workflow/tokens.ts';

export interface ExecutionSpec {
  readonly definition: Definition;
  readonly region: string;
  readonly roleArn: string;
  readonly stateMachine: { readonly arn: string; readonly name: string };
  readonly execution: { readonly arn: string; readonly name: string };
  /** JSON text. */
  readonly input: string;
}

/** How an execution ended. A timeout has neither error nor cause (as DescribeExecution answers it). */
export type Outcome =
  | { readonly status: 'SUCCEEDED'; readonly output: string }
  | {
      readonly status: 'FAILED' | 'ABORTED' | 'TIMED_OUT';
      readonly error?: string | undefined;
      readonly cause?: string | undefined;
    };

export interface Execution {
  readonly log: EventLog;
  /** Never rejects. */
  readonly settled: Promise<Outcome>;
  /** Ends it as ABORTED at once; what its functions still do goes on. No effect once it has ended. */
  readonly abort: (why?: { error?: string | undefined; cause?: string | undefined }) => void;
  /**
   * Goes on with one that ended without success, at the state that did not succeed, with the same input and history,
   * under its TimeoutSeconds anew. Whether it may is the caller's to know.
   */
  readonly redrive: () => Execution;
}

/** Starts an execution. */
export const runExecution = (spec: ExecutionSpec, ports: WorkflowPorts): Execution => {
  const log = new EventLog(ports.clock);
  const details = { executionStartedEventDetails: { input: spec.input, roleArn: spec.roleArn } };
  new Trail(log).add('ExecutionStarted', details);
  return drive(spec, ports, { log, progress: new Progress(), startedAt: ports.clock.now(), redrives: 0 });
};

/** What an execution keeps over its redrives. */
interface Kept {
  readonly log: EventLog;
  readonly progress: Progress;
  readonly startedAt: number;
  readonly redrives: number;
}

const drive = (spec: ExecutionSpec, ports: WorkflowPorts, kept: Kept): Execution => {
  const { log } = kept;
  const trail = new Trail(log, log.events.length);
  const ending = new AbortController();
  const seconds = spec.definition.TimeoutSeconds;
  const cancelTimeout =
    seconds === undefined
      ? () => {}
      : ports.clock.after(seconds * 1_000, () => ending.abort(new ExecutionEnd('TIMED_OUT')));

  const settled = finish(spec, { ...ports, ...kept, trail, signal: ending.signal });
  return {
    log,
    settled: settled.finally(cancelTimeout),
    abort: (why) => ending.abort(new ExecutionEnd('ABORTED', why)),
    redrive: () => {
      const redrives = kept.redrives + 1;
      const last = new Trail(log, log.events.length);
      last.add('ExecutionRedriven', { executionRedrivenEventDetails: { redriveCount: redrives } });
      return drive(spec, ports, { ...kept, redrives });
    },
  };
};

interface Run extends WorkflowPorts, Kept {
  readonly trail: Trail;
  readonly signal: AbortSignal;
}

const finish = async (spec: ExecutionSpec, run: Run): Promise<Outcome> => {
  const context = {
    Execution: {
      Id: spec.execution.arn,
      Input: parseJson(spec.input),
      Name: spec.execution.name,
      RoleArn: spec.roleArn,
      StartTime: new Date(run.startedAt).toISOString(),
      RedriveCount: run.redrives,
      ...(run.redrives > 0 && { RedriveTime: new Date(run.clock.now()).toISOString() }),
    },
    StateMachine: { Id: spec.stateMachine.arn, Name: spec.stateMachine.name },
  };
  try {
    const output = JSON.stringify(
      await runStates(
        spec.definition,
        parseJson(spec.input),
        {
          ports: run,
          region: spec.region,
          roleArn: spec.roleArn,
          stateMachineArn: spec.stateMachine.arn,
          context,
          signal: run.signal,
          trail: run.trail,
        },
        run.progress,
      ),
    );
    run.trail.add('ExecutionSucceeded', { executionSucceededEventDetails: { output } });
    return { status: 'SUCCEEDED', output };
  } catch (reason) {
    return ended(reason, new Trail(run.log, run.log.events.length));
  }
};

const ended = (reason: unknown, trail: Trail): Outcome => {
  if (reason instanceof StateFailure) {
    const details = { error: reason.error, cause: reason.text };
    trail.add('ExecutionFailed', { executionFailedEventDetails: details });
    return { status: 'FAILED', ...details };
  }
  if (reason instanceof ExecutionEnd && reason.status === 'TIMED_OUT') {
    trail.add('ExecutionTimedOut', { executionTimedOutEventDetails: {} });
    return { status: 'TIMED_OUT' };
  }
  const details =
    reason instanceof ExecutionEnd
      ? { error: reason.error, cause: reason.text }
      : { error: 'States.Runtime', cause: `the sandbox failed: ${reason}` };
  trail.add('ExecutionAborted', { executionAbortedEventDetails: details });
  return { status: 'ABORTED', ...details };
};
