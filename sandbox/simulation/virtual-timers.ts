import TinyQueue from 'tinyqueue';

/** What `setTimeout` answers, as far as its users look at Node's. */
export class Timer {
  due: number;
  order: number;
  /** Undefined once it was cancelled. */
  callback: (() => void) | undefined;

  constructor(due: number, order: number, callback: () => void) {
    this.due = due;
    this.order = order;
    this.callback = callback;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/** The most that a timer of Node's can wait: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_MS = 2 ** 31 - 1;

/** What is due first comes first; of the same instant, what was asked for first. */
const byDue = (a: Timer, b: Timer): number => a.due - b.due || a.order - b.order;

/**
 * Timers on a clock that stands still until one of them fires. A run sets some 1,700 for every failover, which is why
 * they are no more than a queue.
 */
export class VirtualTimers {
  now: number;
  readonly #queue = new TinyQueue<Timer>([], byDue);
  #made = 0;

  constructor(now: number) {
    this.now = now;
  }

  /** Whole milliseconds; what is no time is none, and what Node's timers cannot hold fires at once, as there. */
  readonly after = (ms: number, callback: () => void): Timer =>
    this.#add(new Timer(this.#dueIn(ms), this.#made++, callback));

  /** As `after`, again and again, at least a millisecond apart. */
  readonly every = (ms: number, callback: () => void): Timer => {
    const timer = this.after(ms, () => {
      timer.due = this.#dueIn(Math.max(1, ms));
      timer.order = this.#made++;
      this.#add(timer);
      callback();
    });
    return timer;
  };

  /** Takes what `after` and `every` answered, and anything else, as `clearTimeout` does. */
  readonly cancel = (timer: unknown): void => {
    if (timer instanceof Timer) timer.callback = undefined;
  };

  /** Forgets all that wait: what a run waited for in vain, and all that hangs on it. */
  clear(): void {
    this.#queue.data.length = 0;
    this.#queue.length = 0;
  }

  /** Lets time pass until the next timer, which fires; answers false where none is left. */
  next(): boolean {
    for (let timer = this.#queue.pop(); timer; timer = this.#queue.pop()) {
      if (!timer.callback) continue;
      this.now = timer.due;
      timer.callback();
      return true;
    }
    return false;
  }

  #dueIn(ms: number): number {
    const whole = Math.trunc(Number(ms)) || 0;
    return this.now + (whole > LONGEST_MS ? 1 : Math.max(0, whole));
  }

  #add(timer: Timer): Timer {
    this.#queue.push(timer);
    return timer;
  }
}
