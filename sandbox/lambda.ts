import type { FunctionSpec } from './lambda/function-spec.ts';
import type { Invocation, InvocationResult } from './lambda/invocation.ts';
import type { LambdaPorts } from './lambda/ports.ts';

export type { AsyncConfig, FunctionSpec } from './lambda/function-spec.ts';
export type { Invocation, InvocationResult } from './lambda/invocation.ts';
export type { Address, LambdaPorts, Origin, RoleCredentials } from './lambda/ports.ts';

/** Lambda in every Region of the sandbox. */
export interface LambdaRuntime {
  /** Replaces a function of the same Region and name; its warm workers end. */
  readonly deploy: (spec: FunctionSpec) => void;
  readonly find: (nameOrArn: string, region: string) => FunctionSpec | undefined;
  readonly list: (region: string) => readonly FunctionSpec[];
  /** Throws `AwsError` for what Lambda refuses; a function that fails is a result. */
  readonly invoke: (invocation: Invocation) => Promise<InvocationResult>;
  /** Ends every worker of a function at once, wherever its code stands. Answers how many there were. */
  readonly kill: (nameOrArn: string, region?: string) => number;
  /** Resolves once no asynchronous invocation is queued, running or waiting for a retry. */
  readonly drained: () => Promise<void>;
  /** Ends every worker; what was running or waiting is refused. */
  readonly stop: () => Promise<void>;
}

export const createLambdaRuntime = (_ports: LambdaPorts): LambdaRuntime => {
  throw new Error('not built yet');
};
