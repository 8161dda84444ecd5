import type { StateFailure } from './failure.ts';
import type { TaskCall } from './lambda-call.ts';
import type { Scope } from './scope.ts';

interface Limits {
  readonly timeout: number | undefined;
  readonly heartbeat: number | undefined;
}

/** Writes the events of one attempt of a Task into the execution's history. */
export interface TaskNarrator {
  readonly scheduled: (limits: Limits) => void;
  readonly started: () => void;
  /** The function has the token, and the wait begins. */
  readonly submitted: (output: string) => void;
  readonly succeeded: (output: string) => void;
  readonly failed: (failure: StateFailure) => void;
  readonly aborted: () => void;
}

/** A function's ARN as resource has the events `LambdaFunction…`; a service integration has `Task…`. */
export const narrator = (call: TaskCall, scope: Scope): TaskNarrator =>
  call.optimized ? taskEvents(call, scope) : functionEvents(call, scope);

const isTimeout = ({ error }: StateFailure): boolean =>
  error === 'States.Timeout' || error === 'States.HeartbeatTimeout';

const functionEvents = ({ resource, payload }: TaskCall, { trail }: Scope): TaskNarrator => ({
  scheduled: ({ timeout }) =>
    trail.add('LambdaFunctionScheduled', {
      lambdaFunctionScheduledEventDetails: { resource, input: payload, timeoutInSeconds: timeout },
    }),
  started: () => trail.add('LambdaFunctionStarted'),
  submitted: () => {},
  succeeded: (output) => trail.add('LambdaFunctionSucceeded', { lambdaFunctionSucceededEventDetails: { output } }),
  failed: (failure) => {
    const details = { error: failure.error, cause: failure.text };
    if (isTimeout(failure)) trail.add('LambdaFunctionTimedOut', { lambdaFunctionTimedOutEventDetails: details });
    else trail.add('LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: details });
  },
  aborted: () => trail.add('TaskStateAborted'),
});

const taskEvents = (call: TaskCall, { trail, region }: Scope): TaskNarrator => {
  const kind = { resourceType: 'lambda', resource: call.waits ? 'invoke.waitForTaskToken' : 'invoke' };
  return {
    scheduled: ({ timeout, heartbeat }) => {
      const limits = { timeoutInSeconds: timeout, heartbeatInSeconds: heartbeat };
      const taskScheduledEventDetails = { ...kind, region, parameters: call.parameters, ...limits };
      trail.add('TaskScheduled', { taskScheduledEventDetails });
    },
    started: () => trail.add('TaskStarted', { taskStartedEventDetails: kind }),
    submitted: (output) => trail.add('TaskSubmitted', { taskSubmittedEventDetails: { ...kind, output } }),
    succeeded: (output) => trail.add('TaskSucceeded', { taskSucceededEventDetails: { ...kind, output } }),
    failed: (failure) => {
      const details = { ...kind, error: failure.error, cause: failure.text };
      if (isTimeout(failure)) trail.add('TaskTimedOut', { taskTimedOutEventDetails: details });
      else trail.add('TaskFailed', { taskFailedEventDetails: details });
    },
    aborted: () => trail.add('TaskStateAborted'),
  };
};
