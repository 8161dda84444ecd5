import type { VirtualTimers } from './virtual-timers.ts';

type Callback = (...given: unknown[]) => void;

/** Puts timers and `Date` in the place of the machine's; the returned function gives those back. */
export const installGlobals = (timers: VirtualTimers): (() => void) => {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  const machines = { setTimeout, clearTimeout, setInterval, clearInterval, Date: globalThis.Date };
  Object.assign(globalThis, {
    setTimeout: (callback: Callback, ms = 0, ...given: unknown[]) => timers.after(ms, () => callback(...given)),
    clearTimeout: timers.cancel,
    setInterval: (callback: Callback, ms = 0, ...given: unknown[]) => timers.every(ms, () => callback(...given)),
    clearInterval: timers.cancel,
    Date: dateOf(timers),
  });
  return () => void Object.assign(globalThis, machines);
};

/** The machine's `Date`, but for what time it is. Dates made before and after are dates of it too. */
const dateOf = (timers: VirtualTimers): DateConstructor => {
  const Machine = globalThis.Date;
  class VirtualDate extends Machine {
    constructor(...given: [number]) {
      if (given.length < 1) super(timers.now);
      else super(...given);
    }

    static override now(): number {
      return timers.now;
    }

    static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof Machine;
    }
  }
  // Nobody calls it without `new`, which a class refuses.
  return VirtualDate as unknown as DateConstructor;
};
