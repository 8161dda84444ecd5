import type { Clock } from './clock.ts';

/**
 * One thing that happened, written by the sandbox and never by the code under test.
 * `call`: a signed request was answered (or hung). `effect`: state changed, also when the caller never heard of it.
 */
export interface Entry {
  readonly at: number;
  readonly kind: 'call' | 'effect' | 'fault' | 'alarm' | 'execution' | 'state' | 'function' | 'log' | 'page' | 'client';
  /** The Region it happened in, where there is one. */
  readonly region?: string;
  /** What it was, for example `elasticache:FailoverGlobalReplicationGroup` or `blackout`. */
  readonly name: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** An append-only record of a run. Checkers are pure functions of `entries`. */
export class History {
  readonly entries: Entry[] = [];
  readonly #clock: Clock;
  readonly #listeners = new Set<(entry: Entry) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  append(entry: Omit<Entry, 'at'>): void {
    const complete = { at: this.#clock.now(), ...entry };
    this.entries.push(complete);
    for (const listener of this.#listeners) listener(complete);
  }

  /** Calls back on each later entry, until the returned function is called. */
  follow(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
