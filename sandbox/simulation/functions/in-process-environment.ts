import type { Clock } from '../../clock.ts';
import type { Ending, ExecutionEnvironment } from '../../lambda/execution-environment.ts';
import type { InvokeMessage } from '../../lambda/worker/protocol.ts';
import type { FunctionSpec } from '../../lambda.ts';
import type { Container } from './container.ts';

export interface EnvironmentOptions {
  readonly spec: FunctionSpec;
  readonly logStream: string;
  readonly container: Container;
  readonly clock: Clock;
  /** Milliseconds until the first invocation can start. */
  readonly coldStartMs: number;
}

/** What a heap would hold; nothing depends on it. */
const heapMb = 64;

/** An execution environment in this very process: no thread, no bundle, and the code as it stands in the sources. */
export class InProcessEnvironment implements ExecutionEnvironment {
  readonly spec: FunctionSpec;
  readonly logStream: string;
  readonly started: Promise<Ending>;
  readonly container: Container;
  invocations = 0;
  ended = false;
  onLine: (line: string) => void = () => {};
  /** The function dies once it wrote to its journal, or as it returns. */
  diesAfterRecord = false;
  readonly #clock: Clock;
  #finish: ((ending: Ending) => void) | undefined;

  constructor({ spec, logStream, container, clock, coldStartMs }: EnvironmentOptions) {
    this.spec = spec;
    this.logStream = logStream;
    this.container = container;
    this.#clock = clock;
    this.started = new Promise((resolve) => {
      this.#finish = resolve;
      clock.after(coldStartMs, () => resolve({ kind: 'ready' }));
    });
  }

  get busy(): boolean {
    return this.container.invocation !== undefined;
  }

  run(message: InvokeMessage): Promise<Ending> {
    if (this.ended) return Promise.resolve({ kind: 'exit', code: 1, killed: true });
    this.invocations += 1;
    return new Promise((resolve) => {
      this.#finish = resolve;
      void this.#invoke(message);
    });
  }

  /** The process dies by itself, under whatever runs in it. */
  crash(): void {
    if (this.ended) return;
    this.#end();
    this.#finish?.({ kind: 'exit', code: 1, killed: false });
  }

  async kill(): Promise<void> {
    this.#end();
    this.#finish?.({ kind: 'exit', code: 1, killed: true });
  }

  #end(): void {
    this.ended = true;
    this.container.dead = true;
  }

  async #invoke({ requestId, payload, remainingMs }: InvokeMessage): Promise<void> {
    const { container } = this;
    const deadline = this.#clock.now() + remainingMs;
    const context = {
      awsRequestId: requestId,
      functionName: this.spec.name,
      getRemainingTimeInMillis: () => Math.max(0, deadline - this.#clock.now()),
    };
    container.begin(context);
    const ending = await this.#outcome(payload, context);
    if (this.ended) return;
    if (this.diesAfterRecord) return this.crash();
    container.end();
    this.#finish?.(ending);
  }

  async #outcome(payload: string, context: NonNullable<Container['invocation']>): Promise<Ending> {
    try {
      const result = await this.container.handle(JSON.parse(payload), context);
      return { kind: 'result', payload: JSON.stringify(result) ?? 'null', heapMb };
    } catch (error) {
      const said = failurePayload(error);
      if (!this.ended) this.onLine(`${requestLine(context.awsRequestId, this.#clock.now())}\tInvoke Error\t${said}`);
      return { kind: 'failure', payload: said, heapMb, fatal: false };
    }
  }
}

const requestLine = (requestId: string, now: number): string =>
  [new Date(now).toISOString(), requestId, 'ERROR'].join('\t');

/** As Lambda's Node runtime words it, but for the stack, which would tell where this project lies on the disk. */
const failurePayload = (error: unknown): string => {
  if (error instanceof Error) return JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: [] });
  return JSON.stringify({ errorType: typeof error, errorMessage: String(error), trace: [] });
};
