import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { combinations } from './table.ts';
import { type Walked, walk } from './walk.ts';

/**
 * `npm run truth-table`: the whole table, every combination of what the sources may bring home with every asker, from
 * the raw looks to the decision, against the oracle. Prints the counts per outcome; fails for any row that differs.
 *
 * It stands with the tests, since the sandbox may not know the domain.
 */
const size = availableParallelism();

const partOf = (first: number): Promise<Walked> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: first });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

const report = (parts: readonly Walked[], seconds: number): void => {
  const counts: Record<string, number> = {};
  for (const part of parts)
    for (const [outcome, count] of Object.entries(part.counts)) counts[outcome] = (counts[outcome] ?? 0) + count;
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const wrong = parts.flatMap((part) => part.wrong);
  for (const row of wrong) console.log(JSON.stringify(row));
  for (const outcome of Object.keys(counts).sort()) console.log(`${String(counts[outcome]).padStart(11)}  ${outcome}`);
  console.log(`${rows} rows in ${seconds} s, ${wrong.length === 0 ? 'all' : 'not all'} as the rules say`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
};

if (isMainThread) {
  const begun = performance.now();
  const parts = await Promise.all(Array.from({ length: size }, (_, first) => partOf(first)));
  report(parts, Math.round((performance.now() - begun) / 1000));
} else {
  parentPort?.postMessage(walk({ first: Number(workerData), step: size, end: combinations }));
}
