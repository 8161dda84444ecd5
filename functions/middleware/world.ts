import type { Credentials, Transport } from '../aws/clients.ts';
import type { Clock, Counter, Log } from '../ports.ts';
import type { CacheNetwork } from '../redis/network.ts';
import type { Settings } from './settings.ts';

/**
 * All that differs between AWS, the sandbox, a simulation and a test. It lies under the AWS SDK and under the Redis
 * client: handlers and adapters are the same everywhere.
 */
export interface World {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly counter: Counter;
  /** Under the AWS SDK; the real network if left out. */
  readonly transport?: Transport | undefined;
  /** Who signs; the SDK's own chain (on Lambda: the function's role) if left out. */
  readonly credentials?: Credentials | undefined;
  /** Under the Redis client, and where names are resolved; the real network if left out. */
  readonly network?: CacheNetwork | undefined;
}

/** Makes one port out of a world. Each adapter file exports one, and imports only its own SDK client. */
export type Adapter<Port> = (world: World) => Port;

/** The ports that every world brings ready-made. */
export const clock: Adapter<Clock> = (world) => world.clock;
export const log: Adapter<Log> = (world) => world.log;
export const counter: Adapter<Counter> = (world) => world.counter;
