import type { Clock } from '../../sandbox/clock.ts';

/** A clock that stands still until told. */
export interface ManualClock extends Clock {
  /** Lets `ms` pass: fires what falls due, in order, with everything that follows from it. */
  readonly advance: (ms: number) => Promise<void>;
}

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly callback: () => void;
}

export const manualClock = (start = Date.parse('2026-11-23T08:00:00Z')): ManualClock => {
  let now = start;
  let order = 0;
  const timers = new Set<Timer>();
  const nextDue = (end: number): Timer | undefined =>
    [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due || a.order - b.order)[0];
  return {
    now: () => now,
    after: (ms, callback) => {
      const timer = { due: now + Math.max(0, ms), order: order++, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: async (ms) => {
      const end = now + ms;
      await settled();
      for (let timer = nextDue(end); timer; timer = nextDue(end)) {
        timers.delete(timer);
        now = timer.due;
        timer.callback();
        await settled();
      }
      now = end;
    },
  };
};

/** After a turn of the event loop every pending microtask has run, however long the chain. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
