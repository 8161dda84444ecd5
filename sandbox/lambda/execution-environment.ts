import type { FunctionSpec } from './function-spec.ts';
import type { InvokeMessage, WorkerMessage } from './worker/protocol.ts';

/** What became of a start or of an invocation in an execution environment. */
export type Ending = Exclude<WorkerMessage, { kind: 'log' }> | { kind: 'exit'; code: number; killed: boolean };

/** Where a function runs, one invocation at a time: a worker thread, or, in a simulation, this very process. */
export interface ExecutionEnvironment {
  readonly spec: FunctionSpec;
  readonly logStream: string;
  /** Its first message: `ready`, or how its start failed. */
  readonly started: Promise<Ending>;
  readonly invocations: number;
  readonly ended: boolean;
  /** Where its lines go; the runtime sets it for the invocation that runs. */
  onLine: (line: string) => void;
  /** Runs one invocation. It resolves in every case; the caller keeps the deadline. */
  readonly run: (message: InvokeMessage) => Promise<Ending>;
  /** Ends it at once, wherever its code stands: from then on it makes no call. */
  readonly kill: () => Promise<void>;
}
