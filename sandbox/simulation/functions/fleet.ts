import type { Deadlines } from '../../../functions/aws/clients.ts';
import type { Config } from '../../../functions/contract/config.ts';
import type { CacheNetwork } from '../../../functions/redis/network.ts';
import { directTransport, withinDeadlines } from '../../aws/direct-transport.ts';
import type { Front } from '../../aws/front.ts';
import type { Clock } from '../../clock.ts';
import type { PlannedCall } from '../../faults.ts';
import type { FunctionSpec, RoleCredentials } from '../../lambda.ts';
import { Container } from './container.ts';
import type { Sender } from './errands.ts';
import type { Code } from './handlers.ts';
import { InProcessEnvironment } from './in-process-environment.ts';
import type { Ask, Surroundings } from './surroundings.ts';

export interface FleetPorts {
  readonly config: Config;
  readonly handlers: ReadonlyMap<string, Code>;
  readonly clock: Clock;
  /** A Region's functions see the world's time plus this. */
  readonly skewOf: (region: string) => number;
  readonly front: () => Front;
  /** The network beside the caches, as a function sees it. */
  readonly networkOf: (sender: Sender) => CacheNetwork;
  readonly quiet: (key: () => string) => Promise<void>;
  readonly credentialsFor: (roleArn: string) => RoleCredentials;
  readonly coldStartMs: () => number;
  /** Whether a handler's calls may be put below the SDK now. */
  readonly below: (handler: string) => boolean;
}

type Shared = Omit<Surroundings, 'network' | 'say' | 'answered' | 'below'>;

/** Containers that are free, by configuration and function; shared by all runs of the process. */
const idle = new WeakMap<Config, Map<string, Container[]>>();

/** All execution environments of one run. */
export class Fleet {
  readonly #ports: FleetPorts;
  readonly #environments = new Set<InProcessEnvironment>();
  readonly #surroundings = new Map<string, Shared>();

  constructor(ports: FleetPorts) {
    this.#ports = ports;
  }

  readonly start = (spec: FunctionSpec, logStream: string): InProcessEnvironment => {
    const { clock, coldStartMs, networkOf } = this.#ports;
    const container = this.#take(spec);
    const options = { spec, logStream, container, clock, coldStartMs: coldStartMs() };
    const environment = new InProcessEnvironment(options);
    container.enter({
      ...this.#around(spec),
      network: networkOf({ spec, invocation: () => container.invocation?.awsRequestId }),
      say: (line) => environment.onLine(line),
      below: () => this.#ports.below(spec.environment.POWERTOOLS_SERVICE_NAME ?? ''),
      answered: async (journalWrite) => {
        if (environment.diesAfterRecord && journalWrite) environment.crash();
      },
    });
    this.#environments.add(environment);
    return environment;
  };

  /** Ends the function that made a call, wherever it stands. Who is no function, or has ended, is left alone. */
  readonly crash = ({ invocation }: PlannedCall, when: 'now' | 'after-record'): void => {
    const environment = [...this.#environments].find(
      ({ container }) => invocation !== undefined && container.invocation?.awsRequestId === invocation,
    );
    if (!environment) return;
    if (when === 'now') environment.crash();
    else environment.diesAfterRecord = true;
  };

  /** After the run: what is as good as new serves the next one. */
  release(): void {
    for (const { spec, container, ended, busy } of this.#environments) {
      if (ended || busy || container.worn || container.dead) container.dead = true;
      else this.#idle(spec).push(container);
      container.leave();
    }
    this.#environments.clear();
  }

  #take(spec: FunctionSpec): Container {
    const { config, handlers, credentialsFor } = this.#ports;
    // Asked for every run: it is how the front of this run comes to know the key.
    const credentials = credentialsFor(spec.roleArn);
    const free = this.#idle(spec).pop();
    if (free) return free;
    const name = spec.environment.POWERTOOLS_SERVICE_NAME ?? '';
    const code = handlers.get(name);
    if (!code) throw new Error(`${spec.name}: functions/handlers has no ${JSON.stringify(name)}`);
    return new Container({ code, spec, config, credentials });
  }

  #idle(spec: FunctionSpec): Container[] {
    const { config } = this.#ports;
    const byFunction = idle.get(config) ?? new Map<string, Container[]>();
    idle.set(config, byFunction);
    const containers = byFunction.get(spec.arn) ?? [];
    byFunction.set(spec.arn, containers);
    return containers;
  }

  /** The same for all functions of a Region. */
  #around({ region }: FunctionSpec): Shared {
    const known = this.#surroundings.get(region);
    if (known) return known;
    const { clock, skewOf, front, quiet } = this.#ports;
    const transports = new Map<Deadlines, ReturnType<typeof directTransport>>();
    const transport = (deadlines: Deadlines) => {
      const made = transports.get(deadlines) ?? directTransport(front(), region, { clock, ...deadlines });
      transports.set(deadlines, made);
      return made;
    };
    const ask: Ask = (call, { connectionTimeout, requestTimeout }) => {
      const connecting = front().reachable(call, region) ? undefined : connectionTimeout;
      const work = (signal: AbortSignal) => front().ask(call, region, { signal });
      return withinDeadlines(work, { clock, connecting, whole: requestTimeout });
    };
    const own: Clock = { now: () => clock.now() + skewOf(region), after: clock.after };
    const around = { clock: own, transport, turn: quiet, ask };
    this.#surroundings.set(region, around);
    return around;
  }
}
