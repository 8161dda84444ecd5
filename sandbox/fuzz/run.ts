import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Chunk, Result } from './chunk.ts';

/** Plays every chunk, on as many threads as there are processors; what a chunk comes to does not depend on which. */
export const runChunks = async (chunks: readonly Chunk[], onResult: (result: Result) => void): Promise<void> => {
  const waiting = [...chunks];
  const threads = Array.from({ length: Math.min(availableParallelism(), chunks.length) }, () =>
    thread(waiting, onResult),
  );
  await Promise.all(threads);
};

const thread = (waiting: Chunk[], onResult: (result: Result) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
    let chunk: Chunk | undefined;
    const next = (): void => {
      chunk = waiting.shift();
      if (chunk) worker.postMessage(chunk);
      else void worker.terminate().then(() => resolve());
    };
    worker.on('message', (result: Result) => {
      onResult(result);
      next();
    });
    // Nothing is left of the thread to tell the input; the chunk repeats it.
    worker.on('error', (error) => {
      const { ingress, generator, inputs, seed } = chunk ?? {};
      const again = `--ingress ${ingress} --generator ${generator} --inputs ${inputs} --seed ${seed}`;
      reject(new Error(`an input ended its thread: npm run fuzz -- ${again}`, { cause: error }));
    });
    next();
  });
