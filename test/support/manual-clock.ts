import type { Clock } from '../../sandbox/clock.ts';

export interface ManualClock extends Clock {
  /** Lets `ms` pass: everything due by then is called back, in the order of its time, with `now` being that time. */
  readonly advance: (ms: number) => void;
}

/** A clock that stands still until it is told otherwise. */
export const manualClock = (start: number | string = '2026-11-23T12:00:00Z'): ManualClock => {
  let now = new Date(start).getTime();
  const timers = new Set<{ at: number; callback: () => void }>();
  const nextDue = (until: number) => [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: (ms) => {
      const until = now + ms;
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.callback();
      }
      now = until;
    },
  };
};
