import { setImmediate } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import type { Violation } from '../oracles.ts';

/** What no answer is worth, in bytes. */
const mostHeap = 150 * 2 ** 20;

/**
 * Plays one input and adds what `await` does not show: what was thrown where nobody could catch it, and memory out of
 * all proportion. It listens on its own thread only.
 */
export const watched = async (play: () => Promise<Violation[]>): Promise<Violation[]> => {
  const uncaught: Violation[] = [];
  const hear = (error: unknown): void => {
    uncaught.push(`uncaught: ${error instanceof Error ? error.stack?.slice(0, 300) : String(error).slice(0, 300)}`);
  };
  const before = heap();
  process.on('uncaughtException', hear).on('unhandledRejection', hear);
  try {
    const violations = await play();
    // What comes of the last bytes comes after them.
    await setImmediate();
    const grown = heap() - before;
    return [...violations, ...uncaught, ...(grown > mostHeap ? [`it took ${Math.round(grown / 2 ** 20)} MB`] : [])];
  } finally {
    process.off('uncaughtException', hear).off('unhandledRejection', hear);
  }
};

const heap = (): number => {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
};
