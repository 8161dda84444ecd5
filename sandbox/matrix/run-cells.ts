import { fork } from 'node:child_process';
import type { Cell } from './cell.ts';
import type { CellResult } from './play-cells.ts';

interface Work {
  readonly seed: number;
  readonly jobs: number;
  readonly onResult: (result: CellResult) => void;
}

const worker = new URL('./worker.ts', import.meta.url);
const execArgv = ['--max-semi-space-size=64'];

/** Small enough that a process ends before it has grown old. */
const BATCH = 200;

/** Plays all cells in `jobs` processes. Rejects if one of them fails; the others end. */
export const runCells = async (cells: readonly Cell[], { seed, jobs, onResult }: Work): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(cells.length / BATCH) }, (_, index) =>
    cells.slice(index * BATCH, (index + 1) * BATCH),
  );
  const workOff = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await runBatch(batch, { seed, onResult });
  };
  await Promise.all(Array.from({ length: jobs }, workOff));
};

const runBatch = (cells: readonly Cell[], { seed, onResult }: Omit<Work, 'jobs'>): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = fork(worker, { execArgv });
    let told = 0;
    child.on('message', (result: CellResult) => {
      told += 1;
      onResult(result);
    });
    child.once('error', reject);
    child.once('exit', (status) =>
      status === 0 && told === cells.length
        ? resolve()
        : reject(new Error(`a worker ended with status ${status} after ${told} of ${cells.length} cells`)),
    );
    child.send({ cells, seed });
  });
