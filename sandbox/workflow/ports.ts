import type { Clock } from '../clock.ts';
import type { TaskTokens } from './tokens.ts';

/** A call of a function by a state machine's role. */
export interface TaskInvocation {
  readonly functionName: string;
  readonly region: string;
  readonly roleArn: string;
  readonly payload: string;
}

export interface TaskInvocationResult {
  readonly payload: string;
  readonly functionError?: string | undefined;
  readonly executedVersion: string;
  /** Of the invocation, where the runtime tells it. */
  readonly requestId?: string;
}

export interface WorkflowPorts {
  readonly clock: Clock;
  /** In [0, 1): jitter of retries. */
  readonly random: () => number;
  /** Rejects with `AwsError` for what IAM or Lambda refuses; a function that fails is a result. */
  readonly invoke: (invocation: TaskInvocation) => Promise<TaskInvocationResult>;
  readonly tokens: TaskTokens;
  /** Resolves while the Region is alive; hangs while it is dark. */
  readonly alive: () => Promise<void>;
  /** Told of every state that is entered and left. */
  readonly onState?: (step: {
    readonly name: string;
    readonly type: string;
    readonly at: 'entered' | 'exited';
  }) => void;
}
