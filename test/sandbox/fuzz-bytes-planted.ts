import { setImmediate as turn } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { watched } from '../../sandbox/fuzz/bytes/watched.ts';

/** Faults of the kind that `await` does not show, each played as an input is; on a thread of its own, as they end others. */
const kept: unknown[] = [];
const found = [
  await watched(async () => {
    process.nextTick(() => {
      throw new TypeError('planted');
    });
    return [];
  }),
  await watched(async () => {
    void Promise.reject(new Error('planted'));
    await turn();
    return [];
  }),
  await watched(async () => {
    kept.push(new Array(30_000_000));
    return [];
  }),
];
parentPort?.postMessage(found);
