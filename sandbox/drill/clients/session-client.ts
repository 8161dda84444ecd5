import { type Clock, sleep } from '../../clock.ts';
import type { Address } from '../../relay.ts';
import { type Connection, connect } from './connection.ts';
import type { Source, Target } from './source.ts';

/** A write that a server acknowledged. */
export interface Acknowledged {
  readonly key: string;
  readonly value: string;
  /** When the acknowledgement came, in milliseconds since the epoch. */
  readonly at: number;
  /** The published host or address that acknowledged it. */
  readonly host: string;
}

export interface SessionClientOptions {
  readonly name: string;
  readonly source: Source;
  /** Where the client must really connect to reach a published address from its Region; undefined where nothing is. */
  readonly addressOf: (target: Target) => Address | undefined;
  readonly clock: Clock;
  readonly random: () => number;
  readonly writesPerSecond: number;
  readonly timeToLiveMs: number;
  readonly deadlineMs: number;
  /** Told when the first write fails, and when the first one after that is acknowledged. */
  readonly onChange: (state: 'lost' | 'back', host: string | undefined) => void;
}

/** An application's session store client: writes all the time, one write after the other, and follows its source. */
export class SessionClient {
  readonly name: string;
  readonly acknowledged: Acknowledged[] = [];
  errors = 0;
  readonly #options: SessionClientOptions;
  #connection: { readonly to: string; readonly is: Connection } | undefined;
  #state: 'new' | 'lost' | 'back' = 'new';
  #stopped = false;
  readonly #ended: Promise<void>;

  constructor(options: SessionClientOptions) {
    this.name = options.name;
    this.#options = options;
    this.#ended = this.#write();
  }

  get last(): Acknowledged | undefined {
    return this.acknowledged.at(-1);
  }

  /** Ends after the write that is under way. A second call does nothing more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#options.source.stop();
    await this.#ended;
    this.#drop();
  }

  async #write(): Promise<void> {
    const { clock, random, source, writesPerSecond } = this.#options;
    for (let number = 1; !this.#stopped; number += 1) {
      const target = source.target();
      if (target) await this.#attempt(target, number);
      await sleep(clock, ((0.5 + random()) * 1000) / writesPerSecond);
    }
  }

  async #attempt(target: Target, number: number): Promise<void> {
    const { name, clock, timeToLiveMs, onChange } = this.#options;
    const key = `drill:${name}:${number}`;
    const value = `${name}-${number}-${clock.now()}`;
    try {
      const connection = await this.#connected(target);
      await connection.set(key, value, timeToLiveMs);
      this.acknowledged.push({ key, value, at: clock.now(), host: target.host });
      if (this.#state !== 'back') onChange('back', target.host);
      this.#state = 'back';
    } catch {
      this.errors += 1;
      this.#drop();
      if (this.#state === 'back') onChange('lost', target.host);
      if (this.#state === 'back') this.#state = 'lost';
    }
  }

  /** Follows at once when another address was published. */
  async #connected(target: Target): Promise<Connection> {
    const to = `${target.host}:${target.port}`;
    if (this.#connection?.to === to) return this.#connection.is;
    this.#drop();
    const address = this.#options.addressOf(target);
    if (!address) throw new Error(`nothing is known at ${to}`);
    this.#connection = { to, is: await connect(address, this.#options.deadlineMs) };
    return this.#connection.is;
  }

  #drop(): void {
    this.#connection?.is.close();
    this.#connection = undefined;
  }
}
