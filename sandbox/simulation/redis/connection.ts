import type { CacheConnection } from '../../../functions/redis/network.ts';
import { garbage } from './commands.ts';
import { Courier } from './courier.ts';
import type { Errand, SendOut } from './errand.ts';
import { execute, type Session } from './execute.ts';
import { deadlineMs } from './in-time.ts';
import type { Attached, Node } from './node.ts';
import { connectionClosed, timedOut } from './refusals.ts';
import { type Answer, strike } from './struck-command.ts';
import type { Surroundings } from './surroundings.ts';
import type { Caller } from './travel.ts';

export interface Ends extends Caller {
  readonly node: Node;
}

/** Answers of these may be old ones. */
const reads: readonly string[] = ['GET', 'INFO', 'DBSIZE'];

type Tell = (error: Error | undefined, reply?: unknown) => void;

interface Asked {
  readonly name: string;
  readonly args: readonly string[];
}

/** A connection of a client to one node that is there. */
export class Connection implements CacheConnection, Attached {
  readonly node: Node;
  readonly #around: Surroundings;
  readonly #session: Session;
  readonly #there: Courier;
  readonly #back: Courier;
  readonly #pending = new Set<(error: Error) => void>();
  readonly #sendOut: SendOut;
  /** Why it is closed. */
  #over: Error | undefined;

  constructor({ from, traffic, node, sendOut }: Ends, around: Surroundings) {
    this.node = node;
    this.#sendOut = sendOut;
    this.#around = around;
    this.#session = { from, authenticated: node.cluster.password === undefined };
    this.#there = new Courier({ from, to: node.cluster.region, traffic }, around);
    this.#back = new Courier({ from: node.cluster.region, to: from, traffic }, around);
    node.connections.add(this);
  }

  readonly call = (command: string, ...args: readonly (string | number)[]): Promise<unknown> => {
    const operation = command.toUpperCase();
    const errand = this.#sendOut({ service: 'redis', operation, region: this.node.cluster.region });
    const asked = { name: operation, args: args.map(String) };
    return this.ask(command, (answer) => {
      this.node.receive(() => this.#meet(errand, asked, answer));
    });
  };

  /** A command at its server. */
  #meet(errand: Errand, { name, args }: Asked, answer: Tell): void {
    const { clock, earlier, random } = this.#around;
    const question = `${this.node.cluster.id} ${this.node.shard} ${name} ${args.join(' ')}`;
    const run = (): Answer => {
      const said = this.#execute({ name, args });
      if (reads.includes(name)) earlier.remember(question, { at: clock.now(), answer: said });
      return said;
    };
    strike({
      errand,
      run,
      answer: (said) => ('error' in said ? answer(said.error) : answer(undefined, said.reply)),
      end: (why) => this.#lose(why),
      // A key that nobody had asked for by then was not there.
      earlier: (ms) => earlier.by(question, clock.now() - ms) ?? (name === 'GET' ? { reply: null } : undefined),
      nonsense: () => garbage(random),
      clock,
    });
  }

  #execute(asked: Asked): Answer {
    try {
      return { reply: execute(this.node, { ...asked, session: this.#session }, this.#around) };
    } catch (error) {
      return { error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  /** Carries a question there and its answer back, within the deadline. */
  ask(what: string, question: (answer: Tell) => void): Promise<unknown> {
    if (this.#over) return Promise.reject(this.#over);
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

  /** The server is rid of it at once; the other end hears why. */
  #lose(why: Error): void {
    this.node.connections.delete(this);
    this.#back.deliver(() => this.#end(why));
  }

  #end(why: Error = connectionClosed()): void {
    if (this.#over) return;
    this.#over = why;
    this.#there.close();
    this.#back.close();
    for (const settle of [...this.#pending]) settle(why);
  }
}
