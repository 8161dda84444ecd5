import type { Look } from '../ports.ts';

/** Asks another function. One that fails is an observer that cannot tell: `unknown`, never "down". */
export const observed = async <T>(ask: () => Promise<T>): Promise<Look<T>> => {
  try {
    return { outcome: 'answered', value: await ask() };
  } catch (error) {
    return { outcome: 'unknown', detail: error instanceof Error ? error.message : String(error) };
  }
};
