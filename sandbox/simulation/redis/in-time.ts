import type { Clock } from '../../clock.ts';
import { timedOut } from './refusals.ts';

/** Of each single thing that is asked of the network, in milliseconds: as in functions/redis/real-network.ts. */
export const deadlineMs = 1000;

/** Rejects with a `TimeoutError` once the deadline has passed on the clock. */
export const inTime = <T>(clock: Clock, what: string, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const disarm = clock.after(deadlineMs, () => reject(timedOut(what, deadlineMs)));
    work().then(resolve, reject).finally(disarm);
  });
