import { setTimeout as wait } from 'node:timers/promises';

/**
 * Repeats `check` until it neither throws nor returns false, and resolves with what it returned. After `withinMs` it
 * rejects with the last reason. For real servers only: code under a manual clock has nothing to wait for.
 */
export const eventually = async <T>(
  check: () => T | Promise<T>,
  { withinMs = 10_000, everyMs = 20 }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      const result = await check();
      if (result !== false) return result;
      if (performance.now() > deadline) throw new Error(`still false after ${withinMs} ms: ${check}`);
    } catch (reason) {
      if (performance.now() > deadline) throw reason;
    }
    await wait(everyMs);
  }
};
