import type { CacheConnection } from '../../../functions/redis/network.ts';
import type { Place } from '../../aws/service.ts';
import { Courier } from './courier.ts';
import { execute, type Session } from './execute.ts';
import { deadlineMs } from './in-time.ts';
import type { Attached, Node } from './node.ts';
import type { Traffic } from './paths.ts';
import { connectionClosed, timedOut } from './refusals.ts';
import type { Surroundings } from './surroundings.ts';

export interface Ends {
  readonly from: Place;
  readonly traffic: Traffic;
  readonly node: Node;
}

/** A connection of a client to one node that is there. */
export class Connection implements CacheConnection, Attached {
  readonly node: Node;
  readonly #around: Surroundings;
  readonly #session: Session;
  readonly #there: Courier;
  readonly #back: Courier;
  readonly #pending = new Set<(error: Error) => void>();
  #closed = false;

  constructor({ from, traffic, node }: Ends, around: Surroundings) {
    this.node = node;
    this.#around = around;
    this.#session = { from, authenticated: node.cluster.password === undefined };
    this.#there = new Courier({ from, to: node.cluster.region, traffic }, around);
    this.#back = new Courier({ from: node.cluster.region, to: from, traffic }, around);
    node.connections.add(this);
  }

  readonly call = (command: string, ...args: readonly (string | number)[]): Promise<unknown> =>
    this.ask(command, (answer) => {
      this.node.receive(() => {
        try {
          const reply = execute(
            this.node,
            { name: command, args: args.map(String), session: this.#session },
            this.#around,
          );
          answer(undefined, reply);
        } catch (error) {
          answer(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });

  /** Carries a question there and its answer back, within the deadline. */
  ask(what: string, question: (answer: (error: Error | undefined, reply?: unknown) => void) => void): Promise<unknown> {
    if (this.#closed) return Promise.reject(connectionClosed());
    return new Promise((resolve, reject) => {
      let settled = false;
      let disarm = (): void => {};
      const settle = (error: Error | undefined, reply?: unknown): void => {
        if (settled) return;
        settled = true;
        disarm();
        this.#pending.delete(settle);
        if (error) reject(error);
        else resolve(reply);
      };
      this.#pending.add(settle);
      const answer = (error: Error | undefined, reply?: unknown): void =>
        this.#back.deliver(() => settle(error, reply));
      this.#there.deliver(() => question(answer));
      if (!settled) disarm = this.#around.clock.after(deadlineMs, () => settle(timedOut(what, deadlineMs)));
    });
  }

  readonly close = (): void => {
    this.node.connections.delete(this);
    this.#end();
  };

  /** The end of the process is heard like any answer: not at all while nothing gets back. */
  processEnded(): void {
    this.#back.deliver(() => this.#end());
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#there.close();
    this.#back.close();
    for (const settle of [...this.#pending]) settle(connectionClosed());
  }
}
