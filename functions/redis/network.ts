import type { Target } from '../contract/touch.ts';

/** One node of a cache, reached at an address; certificates are checked against `servername`. */
export interface Node {
  readonly host: string;
  readonly port: number;
  readonly servername: string;
}

/** A connection to one node. It fails for good at its first failure: nothing is queued, retried or reconnected. */
export interface CacheConnection {
  /** Sends one command. Rejects with the server's error reply, or with what became of the connection. */
  readonly call: (command: string, ...args: readonly (string | number)[]) => Promise<unknown>;
  readonly close: () => void;
}

/**
 * All the network that `TouchCache` uses: what differs between real servers and a model of them. Every method keeps a
 * deadline of 1 s by itself.
 */
export interface CacheNetwork {
  /** Connects, with TLS and credentials as the target says, and resolves once the node would take a command. */
  readonly open: (node: Node, target: Target) => Promise<CacheConnection>;
  /** Resolves once something accepted a TCP connection there. */
  readonly reach: (host: string, port: number) => Promise<void>;
  /** Values of a name, or a rejection whose `code` is that of node:dns (`ENOTFOUND`, `ENODATA`, `ESERVFAIL`, …). */
  readonly cname: (name: string) => Promise<readonly string[]>;
  readonly txt: (name: string) => Promise<readonly string[]>;
}
