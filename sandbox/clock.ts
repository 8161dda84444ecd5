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
