import type { HttpHandler, HttpRequest } from '@smithy/core/protocols';
import type { Deadlines } from '../../../functions/aws/clients.ts';
import type { Config } from '../../../functions/contract/config.ts';
import { readSettings } from '../../../functions/middleware/settings.ts';
import type { LambdaContext, LambdaHandler } from '../../../functions/middleware/step.ts';
import { wireRequest } from '../../aws/direct-transport.ts';
import type { AskedCall } from '../../aws/front.ts';
import type { FunctionSpec, RoleCredentials } from '../../lambda.ts';
import type { Code } from './handlers.ts';
import { counterLines, logLines } from './lines.ts';
import { networkWhile } from './network-while.ts';
import { answerOf, asked, isJournalWrite, type Passed, services, traceOf } from './requests.ts';
import { passedWith, type Sent, sendingOver } from './sending.ts';
import type { Surroundings } from './surroundings.ts';

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
  /** The one that runs; without one the container is frozen. */
  invocation: LambdaContext | undefined;
  readonly #frozen: (() => void)[] = [];
  readonly #credentials: RoleCredentials;
  #around: Surroundings | undefined;

  constructor({ code, spec, config, credentials }: ContainerOptions) {
    this.#credentials = credentials;
    const settings = readSettings({ ...spec.environment, AWS_REGION: spec.region }, config);
    const clock = {
      now: () => new Date(this.#surroundings.clock.now()),
      sleep: (ms: number) =>
        this.#whileAlive(
          () =>
            new Promise<void>((resolve) => {
              this.#surroundings.clock.after(ms, resolve);
            }),
        ),
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
      network: networkWhile(
        (work) => this.#whileAlive(work),
        () => this.#surroundings.network,
      ),
    });
  }

  /** Lends the container to a run. */
  enter(around: Surroundings): void {
    this.#around = around;
  }

  /** Gives it back: a container that waits for the next run must not keep the last one's world. */
  leave(): void {
    this.#around = undefined;
    this.invocation = undefined;
    this.#frozen.length = 0;
  }

  /** Only an alive container's code is ever heard. */
  get #surroundings(): Surroundings {
    if (!this.#around) throw new Error('a function ran outside every run');
    return this.#around;
  }

  /** An invocation begins: what an earlier one left undone thaws, and goes on within this one, as in Lambda. */
  begin(invocation: LambdaContext): void {
    this.invocation = invocation;
    for (const thaw of this.#frozen.splice(0)) thaw();
  }

  /** It has answered: its code gets no time before the next one. */
  end(): void {
    this.invocation = undefined;
  }

  #whenAwake(work: () => void): void {
    if (this.invocation) work();
    else this.#frozen.push(work);
  }

  /** Never settles once the container is dead, and not while it is frozen. */
  #whileAlive<T>(work: () => Promise<T>): Promise<T> {
    if (this.dead) return never();
    const around = this.#around;
    const alive = () => !this.dead && this.#around === around;
    return new Promise((resolve, reject) => {
      const begun = () =>
        work().then(
          (value) => this.#whenAwake(() => alive() && resolve(value)),
          (error) => this.#whenAwake(() => alive() && reject(error)),
        );
      this.#whenAwake(() => alive() && void begun());
    });
  }

  #handler(deadlines: Deadlines): HttpHandler {
    const handler: HttpHandler = {
      metadata: { handlerProtocol: 'http/1.1' },
      destroy: () => {},
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
      // What was passed to `send` comes back here.
      handle: (request: HttpRequest) =>
        this.#whileAlive(() => this.#handle(request, { deadlines, passed: passedWith(request) })),
    };
    return sendingOver(handler, (sent) => this.#whileAlive(() => this.#send(sent, deadlines)));
  }

  /** One attempt of the SDK's, as bytes. */
  async #handle(request: HttpRequest, { deadlines, passed }: { deadlines: Deadlines; passed: Passed }) {
    const first = /attempt=1\b/.test(request.headers['amz-sdk-request'] ?? 'attempt=1');
    if (!first) this.worn = true;
    if (first && passed.told) return { response: await passed.told(request) };
    request.headers['x-amzn-trace-id'] = traceOf(this.invocation);
    await this.#surroundings.turn(passed.turn ?? noKey);
    const answer = await this.#surroundings.transport(deadlines).handle(request);
    await this.#surroundings.answered(isJournalWrite(request));
    return answer;
  }

  /** Below the SDK where the run allows it: only a call that is refused or fails is then told as bytes. */
  async #send({ client, command, send }: Sent, deadlines: Deadlines): Promise<unknown> {
    const { below, turn } = this.#surroundings;
    const operation = command.constructor.name.replace(/Command$/, '');
    const invocation = this.invocation?.awsRequestId;
    const region = await asked(client.config.region);
    const key = () =>
      `${invocation} ${client.config.serviceId} ${region} ${operation} ${JSON.stringify(command.input)}`;
    const service = services[String(client.config.serviceId)];
    if (!below() || !service) return await send({ turn: key });

    await turn(key);
    const { accessKeyId } = this.#credentials;
    const told = await this.#told(
      { service, operation, region, input: command.input, accessKeyId, invocation },
      deadlines,
    );
    return 'output' in told ? told.output : await send({ turn: key, told: told.say });
  }

  async #told(
    call: AskedCall,
    deadlines: Deadlines,
  ): Promise<{ output: unknown } | { say: NonNullable<Passed['told']> }> {
    const { ask, answered } = this.#surroundings;
    try {
      const told = await ask(call, deadlines);
      await answered(call.service === 'dynamodb' && /^(Put|Update|Delete)Item$/.test(call.operation));
      return 'output' in told ? told : { say: async (request) => answerOf(await told.say(wireRequest(request))) };
    } catch (error) {
      return { say: () => Promise.reject(error) };
    }
  }
}

const noKey = (): string => '';
const never = (): Promise<never> => new Promise(() => {});
