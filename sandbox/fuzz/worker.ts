import { parentPort } from 'node:worker_threads';
import { type Chunk, playChunk } from './chunk.ts';
import { ingresses } from './ingresses.ts';

/** Plays the chunks that it is sent, one after another, and answers each with its result. */
parentPort?.on('message', async (chunk: Chunk) => {
  const ingress = ingresses.find(({ name }) => name === chunk.ingress);
  if (!ingress) throw new RangeError(`no ingress is called ${chunk.ingress}`);
  parentPort?.postMessage(await playChunk(ingress, chunk));
});
