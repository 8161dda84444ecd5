import type { Network } from '../network.ts';

/** Waiting for a Region that is dark. */
export interface Daylight {
  /** Resolves at once unless the Region is dark; then when it is healed, or never. */
  readonly until: (region: string) => Promise<void>;
  /** Forgets everyone who waits; their promises stay open. */
  readonly stop: () => void;
}

/** What is held back by a blackout goes on when it ends, as the queues of a real Region would. */
export const createDaylight = (network: Network): Daylight => {
  const waiting = new Set<() => void>();
  const until = (region: string): Promise<void> => {
    if (!network.isDark(region)) return Promise.resolve();
    return new Promise((resolve) => {
      const forget = network.onChange(() => {
        if (network.isDark(region)) return;
        forget();
        waiting.delete(forget);
        resolve();
      });
      waiting.add(forget);
    });
  };
  return {
    until,
    stop: () => {
      for (const forget of waiting) forget();
      waiting.clear();
    },
  };
};
