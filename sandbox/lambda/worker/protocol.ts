import type { MessagePort } from 'node:worker_threads';
import type { Origin } from '../ports.ts';

/** What a worker is born with. */
export interface Birth {
  readonly codeDirectory: string;
  readonly handler: string;
  readonly network: NetworkShare;
  /** How far the sandbox's clock runs ahead of the machine's, in milliseconds. */
  readonly lead: Float64Array;
}

/** The worker's view of the world's network: the table itself, and a port to ask about names and Redis endpoints. */
export interface NetworkShare {
  readonly origin: Origin;
  readonly places: readonly string[];
  readonly cells: Uint8Array;
  readonly front: { readonly host: string; readonly port: number };
  readonly port: MessagePort;
}

export interface InvokeMessage {
  readonly requestId: string;
  readonly payload: string;
  readonly remainingMs: number;
  readonly functionArn: string;
  readonly traceId: string;
}

/** What a worker says of itself. `fatal`: it ends after this. */
export type WorkerMessage =
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly payload: string; readonly heapMb: number }
  | { readonly kind: 'failure'; readonly payload: string; readonly heapMb: number; readonly fatal: boolean };

/** What a worker asks of the network. */
export type Question =
  | { readonly kind: 'resolve'; readonly name: string; readonly type: string }
  | { readonly kind: 'connect'; readonly host: string; readonly port: number };

/** `silence`: packets are lost, so nothing ever comes back. */
export type Reply =
  | { readonly kind: 'records'; readonly records: readonly { readonly data: unknown; readonly ttl: number }[] }
  | { readonly kind: 'address'; readonly host: string; readonly port: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };
