import type { HttpHandler } from '@smithy/core/protocols';
import type { Deadlines } from '../../../functions/aws/clients.ts';
import type { CacheNetwork } from '../../../functions/redis/network.ts';
import type { AskedCall, Told } from '../../aws/front.ts';
import type { Clock } from '../../clock.ts';

/** What a container is given by the run that uses it. */
export interface Surroundings {
  /** The function's own, skew included. */
  readonly clock: Clock;
  readonly transport: (deadlines: Deadlines) => HttpHandler;
  readonly ask: Ask;
  /** Whether calls may go below the SDK now; otherwise every byte is wanted. */
  readonly below: () => boolean;
  readonly network: CacheNetwork;
  readonly say: (line: string) => void;
  /** Waits for its turn among all requests of this instant. */
  readonly turn: (key: () => string) => Promise<void>;
  /** Told that an answer came back, before the function hears of it; never resolves where it dies of that. */
  readonly answered: (journalWrite: boolean) => Promise<void>;
}

/** Puts a call to AWS below the SDK, with the deadlines that the client has. Rejects as the transport would. */
export type Ask = (call: AskedCall, deadlines: Deadlines) => Promise<Told>;
