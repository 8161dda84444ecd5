import type { Trail } from './events.ts';
import type { Json } from './json.ts';
import type { WorkflowPorts } from './ports.ts';
import type { Progress } from './progress.ts';

/** What the states of one sequence share: the execution's own, or one branch's. */
export interface Scope {
  readonly ports: WorkflowPorts;
  readonly region: string;
  readonly roleArn: string;
  readonly stateMachineArn: string;
  /** `$$.Execution` and `$$.StateMachine`. */
  readonly context: { readonly [key: string]: Json };
  /** Aborts with the reason why the sequence ends early. */
  readonly signal: AbortSignal;
  readonly trail: Trail;
}

/** One visit to a state, after its context object was made. */
export interface Visit {
  readonly name: string;
  readonly input: Json;
  readonly scope: Scope;
  /** Of the sequence that the state is part of. */
  readonly progress: Progress;
  /** The context object of this attempt: `$$`. */
  readonly context: { readonly [key: string]: Json };
}
