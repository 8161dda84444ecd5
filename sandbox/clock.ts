/** The sandbox's only source of time: real in the wire sandbox, virtual in a simulation. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls back once after `ms`, and never again once the returned function was called. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** The machine's own clock. Its timers never keep the process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms` of the given clock's time. */
export const sleep = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

/**
 * The machine's own clock, which can be set forward: what is due by then happens at once, in its order. `lead` is how
 * far it runs ahead in milliseconds, shared as memory with the functions' worker threads, so that their `Date` agrees.
 */
export class TravellingClock implements Clock {
  readonly lead = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  readonly #timers = new Set<Timer>();

  readonly now = (): number => realClock.now() + (this.lead[0] ?? 0);

  readonly after = (ms: number, callback: () => void): (() => void) => {
    const timer: Timer = { due: this.now() + ms, callback, disarm: () => {} };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => this.#drop(timer);
  };

  /** When the next callback is due; undefined where none waits. */
  nextDue(): number | undefined {
    let next: number | undefined;
    for (const { due } of this.#timers) if (next === undefined || due < next) next = due;
    return next;
  }

  /** Sets the clock forward. Functions that run meanwhile see the jump too, and may miss their deadline. */
  advance(ms: number): void {
    this.lead[0] = (this.lead[0] ?? 0) + ms;
    const now = this.now();
    const due = [...this.#timers].filter((timer) => timer.due <= now).sort((a, b) => a.due - b.due);
    for (const timer of this.#timers) this.#arm(timer);
    for (const timer of due) this.#fire(timer);
  }

  #arm(timer: Timer): void {
    timer.disarm();
    timer.disarm = realClock.after(Math.max(0, timer.due - this.now()), () => this.#fire(timer));
  }

  #fire(timer: Timer): void {
    if (!this.#timers.has(timer)) return;
    this.#drop(timer);
    timer.callback();
  }

  #drop(timer: Timer): void {
    timer.disarm();
    this.#timers.delete(timer);
  }
}

interface Timer {
  readonly due: number;
  readonly callback: () => void;
  disarm: () => void;
}
