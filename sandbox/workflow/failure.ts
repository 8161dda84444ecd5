/** A state's failure under the name that `Retry` and `Catch` match. `cause` is what the catcher receives as `Cause`. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  /** Absent where a Fail state names none. */
  readonly error: string | undefined;
  readonly text: string | undefined;

  constructor(error: string | undefined, text: string | undefined) {
    super(`${error ?? 'a failure without a name'}: ${text ?? ''}`);
    this.error = error;
    this.text = text;
  }
}

export const timedOut = (): StateFailure => new StateFailure('States.Timeout', undefined);

export const heartbeatMissed = (): StateFailure => new StateFailure('States.HeartbeatTimeout', undefined);

export const dataLimitExceeded = (state: string): StateFailure =>
  new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );

/** Why an execution ends that no state ended: stopped, timed out, or the sandbox going down. */
export class ExecutionEnd extends Error {
  override readonly name = 'ExecutionEnd';
  readonly status: 'ABORTED' | 'TIMED_OUT' | 'SIBLING_FAILED';
  readonly error: string | undefined;
  readonly text: string | undefined;

  constructor(
    status: ExecutionEnd['status'],
    { error, cause }: { error?: string | undefined; cause?: string | undefined } = {},
  ) {
    super(status);
    this.status = status;
    this.error = error;
    this.text = cause;
  }
}
