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

/** A call as it stands in the SDK, before it became bytes. */
export interface AskedCall {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: unknown;
  readonly accessKeyId: string;
  readonly invocation: string | undefined;
}

/** An answer as the service gave it; or what else came of it, which can be written for the request that would have asked. */
export type Told = { readonly output: unknown } | { readonly say: (request: WireRequest) => Promise<WireResponse> };

/** AWS as the sandbox's world sees it: every service and Region behind one port. */
export interface Front {
  /**
   * Answers one request. Never resolves where AWS would never answer (a dark Region, a cut link, a `timeout` fault),
   * until `signal` aborts, with which it rejects. Rejects with code ECONNRESET where the connection is lost.
   */
  handle(request: WireRequest, from: Place, options?: { signal?: AbortSignal }): Promise<WireResponse>;
  /** `handle` without the bytes: the same authorisation, faults, effects and history. */
  ask(call: AskedCall, from: Place, options?: { signal?: AbortSignal }): Promise<Told>;
  /** Whether a connection to the endpoint that a request is signed for would come about now. */
  connects(request: WireRequest, from: Place): boolean;
  reachable(call: Pick<AskedCall, 'service' | 'region'>, from: Place): boolean;
  listen(address: { host: string; port: number }): Promise<Listening>;
}
