import type { HttpHandler, HttpRequest } from '@smithy/core/protocols';
import type { Deadlines } from '../../../functions/aws/clients.ts';
import type { Config } from '../../../functions/contract/config.ts';
import { readSettings } from '../../../functions/middleware/settings.ts';
import type { LambdaContext, LambdaHandler } from '../../../functions/middleware/step.ts';
import type { CacheNetwork } from '../../../functions/redis/network.ts';
import type { Clock } from '../../clock.ts';
import type { FunctionSpec, RoleCredentials } from '../../lambda.ts';
import type { Code } from './handlers.ts';
import { counterLines, logLines } from './lines.ts';

/** What a container is given by the run that uses it. */
export interface Surroundings {
  /** The function's own, skew included. */
  readonly clock: Clock;
  readonly transport: (deadlines: Deadlines) => HttpHandler;
  readonly network: CacheNetwork;
  readonly say: (line: string) => void;
  /** Waits for its turn among all requests of this instant. */
  readonly turn: (key: string) => Promise<void>;
  /** Called with what came back for a request; what it answers is told to the function. */
  readonly answered: (request: HttpRequest) => Promise<void>;
}

export interface ContainerOptions {
  readonly code: Code;
  readonly spec: FunctionSpec;
  readonly config: Config;
  readonly credentials: RoleCredentials;
}

/**
 * A function wired once, as in a warm execution environment. Making SDK clients is what costs most in a short run, so a
 * container that did nothing out of the ordinary serves the next run too: it holds no state but its clients, and these
 * none but their retry quota, which only retries draw on (`worn`).
 */
export class Container {
  readonly handle: LambdaHandler;
  /** Sent a request twice: its clients' retry quotas are not those of a new container. */
  worn = false;
  /** Nothing that its code still does has any effect, and nothing it waits for ever comes. */
  dead = false;
  invocation: LambdaContext | undefined;
  #around: Surroundings | undefined;

  constructor({ code, spec, config, credentials }: ContainerOptions) {
    const settings = readSettings({ ...spec.environment, AWS_REGION: spec.region }, config);
    const clock = {
      now: () => new Date(this.#surroundings.clock.now()),
      sleep: (ms: number) =>
        new Promise<void>((resolve) => {
          this.#surroundings.clock.after(ms, () => this.dead || resolve());
        }),
    };
    const say = (line: string): void => {
      if (!this.dead) this.#surroundings.say(line);
    };
    this.handle = code.inWorld({
      settings,
      clock,
      log: logLines(spec.environment.POWERTOOLS_SERVICE_NAME ?? spec.name, { clock, say }),
      counter: counterLines({ clock, say }),
      transport: (deadlines) => this.#handler(deadlines),
      credentials,
      network: this.#network(),
    });
  }

  /** Lends the container to a run. */
  enter(around: Surroundings): void {
    this.#around = around;
  }

  /** Only an alive container's code is ever heard. */
  get #surroundings(): Surroundings {
    if (!this.#around) throw new Error('a function ran outside every run');
    return this.#around;
  }

  /** Never settles once the container is dead. */
  #whileAlive<T>(work: () => Promise<T>): Promise<T> {
    if (this.dead) return never();
    const around = this.#around;
    const lost = () => this.dead || this.#around !== around;
    return new Promise((resolve, reject) => {
      work().then(
        (value) => lost() || resolve(value),
        (error) => lost() || reject(error),
      );
    });
  }

  #handler(deadlines: Deadlines): HttpHandler {
    return {
      metadata: { handlerProtocol: 'http/1.1' },
      destroy: () => {},
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
      handle: (request, options) =>
        this.#whileAlive(async () => {
          if (!/attempt=1\b/.test(request.headers['amz-sdk-request'] ?? 'attempt=1')) this.worn = true;
          request.headers['x-amzn-trace-id'] = traceOf(this.invocation);
          await this.#surroundings.turn(turnOf(request));
          const answer = await this.#surroundings.transport(deadlines).handle(request, options);
          await this.#surroundings.answered(request);
          return answer;
        }),
    };
  }

  #network(): CacheNetwork {
    return {
      open: (node, target) =>
        this.#whileAlive(async () => {
          const connection = await this.#surroundings.network.open(node, target);
          return {
            call: (command, ...args) => this.#whileAlive(() => connection.call(command, ...args)),
            close: () => connection.close(),
          };
        }),
      reach: (host, port) => this.#whileAlive(() => this.#surroundings.network.reach(host, port)),
      cname: (name) => this.#whileAlive(() => this.#surroundings.network.cname(name)),
      txt: (name) => this.#whileAlive(() => this.#surroundings.network.txt(name)),
    };
  }
}

const never = (): Promise<never> => new Promise(() => {});

/** The same for the same request of a run, and for no other at the same instant. */
const turnOf = ({ headers, hostname, method, path, body }: HttpRequest): string =>
  `${headers['x-amzn-trace-id']} ${hostname} ${method} ${path} ${headers['x-amz-target']} ${typeof body === 'string' ? body : ''}`;

/** As Lambda's runtime hands the SDK: the front knows the invocation by it. */
const traceOf = (invocation: LambdaContext | undefined): string => {
  const digits = (invocation?.awsRequestId ?? '').replaceAll('-', '').padEnd(32, '0');
  return `Root=1-${digits.slice(0, 8)}-${digits.slice(8, 32)};Parent=${digits.slice(0, 16)};Sampled=0`;
};
