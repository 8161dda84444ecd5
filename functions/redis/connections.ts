import type { Target } from '../contract/touch.ts';
import type { Clock } from '../ports.ts';
import type { CacheConnection, CacheNetwork, Node } from './network.ts';

/** Of each part of a look as a whole, in milliseconds: whatever hangs, the answer comes. */
export const partMs = 2000;

export type Open = (node: Node, target: Target) => Promise<CacheConnection>;

/**
 * Does one part of a look. It rejects after `partMs`, and closes every connection that was opened for it, also those
 * that come up later: none outlives the look.
 */
export const withConnections = async <T>(
  { network, clock }: { network: CacheNetwork; clock: Clock },
  work: (open: Open) => Promise<T>,
): Promise<T> => {
  const opened: CacheConnection[] = [];
  let over = false;
  const open: Open = async (node, target) => {
    const connection = await network.open(node, target);
    if (over) connection.close();
    opened.push(connection);
    return connection;
  };

  try {
    return await inTime(clock, work(open));
  } finally {
    over = true;
    for (const connection of opened) connection.close();
  }
};

/** Rejects with a `TimeoutError` when the part's time is over. */
export const inTime = <T>(clock: Clock, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    clock.sleep(partMs).then(() => {
      throw Object.assign(new Error(`no answer within ${partMs} ms`), { name: 'TimeoutError' });
    }),
  ]);
