/** How an invocation came out, before it is told to anyone. */
export interface Outcome {
  readonly payload: string;
  readonly functionError?: 'Unhandled';
  readonly heapMb?: number;
  /** Whether the worker may serve another invocation. */
  readonly reusable: boolean;
  /** What Lambda itself adds to the log. */
  readonly note?: string;
}

const failure = (errorType: string, errorMessage: string): string => JSON.stringify({ errorType, errorMessage });

/** The function's deadline passed; Lambda's own words. */
export const timedOut = (requestId: string, { now, timeoutMs }: { now: number; timeoutMs: number }): Outcome => {
  const words = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
  return {
    payload: failure('Sandbox.Timedout', `RequestId: ${requestId} Error: ${words}`),
    functionError: 'Unhandled',
    reusable: false,
    note: `${new Date(now).toISOString()} ${requestId} ${words}`,
  };
};

/** The process ended under the invocation; Lambda's own words. `killed`: from outside, or out of memory. */
export const exited = (requestId: string, { code, killed }: { code: number; killed: boolean }): Outcome => {
  const status = killed ? 'signal: killed' : `exit status ${code}`;
  const words =
    code === 0 && !killed ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${status}`;
  const message = `RequestId: ${requestId} Error: ${words}`;
  return {
    payload: failure('Runtime.ExitError', message),
    functionError: 'Unhandled',
    reusable: false,
    note: `${message}\nRuntime.ExitError`,
  };
};

/** "Invocation payload (request and response)": 6 MB each; https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const PAYLOAD_MAX = 6_291_456;

/** The function answered; an answer that is too large becomes a failure. */
export const answered = ({ payload, heapMb }: { payload: string; heapMb: number }): Outcome => {
  if (Buffer.byteLength(payload) <= PAYLOAD_MAX) return { payload, heapMb, reusable: true };
  const words = `Response payload size exceeded maximum allowed payload size (${PAYLOAD_MAX} bytes).`;
  return {
    payload: failure('Function.ResponseSizeTooLarge', words),
    functionError: 'Unhandled',
    heapMb,
    reusable: true,
  };
};
