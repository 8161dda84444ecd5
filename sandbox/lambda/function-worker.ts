import { Worker } from 'node:worker_threads';
import { environmentOf } from './environment.ts';
import type { Ending, ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { LambdaPorts } from './ports.ts';
import { openSwitchboard } from './switchboard.ts';
import type { Birth, InvokeMessage, WorkerMessage } from './worker/protocol.ts';

const MAIN = new URL('./worker/main.ts', import.meta.url);
const PRELOAD = new URL('./worker/preload.ts', import.meta.url);

/**
 * One execution environment: a thread with its own environment variables, heap and network. Unlike Lambda's, it is
 * not frozen between invocations: timers and sockets that an invocation left behind go on.
 */
export class FunctionWorker implements ExecutionEnvironment {
  readonly spec: FunctionSpec;
  readonly logStream: string;
  /** Its first message: `ready`, or how its start failed. */
  readonly started: Promise<Ending>;
  invocations = 0;
  ended = false;
  /** Where its lines go; the runtime sets it for the invocation that runs. */
  onLine: (line: string) => void = () => {};
  readonly #worker: Worker;
  #waiting: ((ending: Ending) => void) | undefined;
  #killed = false;

  constructor(spec: FunctionSpec, ports: LambdaPorts, logStream: string) {
    this.spec = spec;
    this.logStream = logStream;
    const origin = { region: spec.region, inVpc: spec.inVpc };
    const { port, close } = openSwitchboard(ports, origin);
    const { places, cells } = ports.network;
    const network = { origin, places, cells, front: frontOf(ports.endpoint()), port };
    const lead = ports.lead ?? new Float64Array(1);
    const birth: Birth = { codeDirectory: spec.codeDirectory, handler: spec.handler, network, lead };
    this.started = this.#ending();
    this.#worker = new Worker(MAIN, {
      name: `${spec.name} ${spec.region}`,
      workerData: birth,
      transferList: [port],
      execArgv: ['--import', PRELOAD.href],
      env: environmentOf(spec, { credentials: ports.credentialsFor(spec.roleArn), logStream }),
      resourceLimits: { maxOldGenerationSizeMb: heapLimit(spec.memoryMb), maxYoungGenerationSizeMb: 16 },
    });
    this.#worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'log') this.onLine(message.line);
      else this.#settle(message);
    });
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#killed = true;
      this.onLine(String(error.stack ?? error));
    });
    this.#worker.once('exit', (code) => {
      this.ended = true;
      close();
      this.#settle({ kind: 'exit', code, killed: this.#killed });
    });
  }

  /** Runs one invocation. It resolves in every case; the caller keeps the deadline. */
  run(message: InvokeMessage): Promise<Ending> {
    if (this.ended) return Promise.resolve({ kind: 'exit', code: 1, killed: this.#killed });
    this.invocations += 1;
    const ending = this.#ending();
    this.#worker.postMessage(message);
    return ending;
  }

  /** Ends the thread at once, wherever its code stands. Resolves once it is gone. */
  async kill(): Promise<void> {
    this.#killed = true;
    await this.#worker.terminate();
  }

  #ending(): Promise<Ending> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  #settle(ending: Ending): void {
    this.#waiting?.(ending);
    this.#waiting = undefined;
  }
}

/** The function's own memory, within what a laptop can give eight times. */
const heapLimit = (memoryMb: number): number => Math.min(Math.max(memoryMb, 128), 512);

const frontOf = (endpoint: string): { host: string; port: number } => {
  const { hostname, port } = new URL(endpoint);
  return { host: hostname === 'localhost' ? '127.0.0.1' : hostname, port: Number(port || 80) };
};
