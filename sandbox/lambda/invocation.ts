import type { Place } from '../aws/service.ts';

/** One call of Invoke. */
export interface Invocation {
  /** Name, partial ARN or ARN. */
  readonly functionName: string;
  /** The Region that is asked; an ARN must name the same one. */
  readonly region: string;
  /** JSON text; empty is `{}`. */
  readonly payload: string;
  readonly invocationType: 'RequestResponse' | 'Event';
  readonly from: Place;
  /** Who asks, where it is a role: a deployed function that waits for another must never queue behind itself. */
  readonly callerRoleArn?: string;
}

/** What Invoke answers. A failed function is a 200 with `functionError`. */
export interface InvocationResult {
  readonly requestId: string;
  readonly statusCode: 200 | 202;
  readonly payload: string;
  readonly functionError?: 'Unhandled' | 'Handled';
  readonly executedVersion: '$LATEST';
  /** The last 4 KB of the invocation's log, as plain text. */
  readonly logTail: string;
}
