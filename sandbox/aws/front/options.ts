import type { Clock } from '../../clock.ts';
import type { Faults, PlannedCall } from '../../faults.ts';
import type { History } from '../../history.ts';
import type { Authorize } from '../../iam.ts';
import type { Network } from '../../network.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import type { Place, Principal, Service } from '../service.ts';

export interface FrontOptions {
  readonly services: readonly Service[];
  readonly authorize: Authorize;
  readonly network: Pick<Network, 'regions' | 'places' | 'reaches'>;
  readonly history: History;
  readonly clock: Clock;
  readonly account: string;
  /** By access key id. A key that is not there acts as the account's administrator. */
  readonly credentials: Pick<ReadonlyMap<string, Principal>, 'get'>;
  readonly faults?: Faults;
  /** Ends the function that made a call, at once or after its next journal write, for the faults that ask for it. */
  readonly crash?: (call: PlannedCall, when: 'now' | 'after-record') => void;
  /** The ARN of the state machine that waits for a task token; without it, sending one needs `*`. */
  readonly stateMachineOf?: (taskToken: string) => string | undefined;
}

/** A server of the front that is listening. */
export interface Listening {
  readonly url: string;
  /** Stops listening and drops every connection, the silent ones too. */
  close(): Promise<void>;
}

/** AWS as the sandbox's world sees it: every service and Region behind one port. */
export interface Front {
  /**
   * Answers one request. Never resolves where AWS would never answer (a dark Region, a cut link, a `timeout` fault),
   * until `signal` aborts, with which it rejects. Rejects with code ECONNRESET where the connection is lost.
   */
  handle(request: WireRequest, from: Place, options?: { signal?: AbortSignal }): Promise<WireResponse>;
  /** Whether a connection to the endpoint that a request is signed for would come about now. */
  connects(request: WireRequest, from: Place): boolean;
  listen(address: { host: string; port: number }): Promise<Listening>;
}
