/** A process that plays cells: it gets them as one message and tells each result as a message. */
import type { Cell } from './cell.ts';
import { playCells } from './play-cells.ts';

process.once('message', async ({ cells, seed }: { cells: readonly Cell[]; seed: number }) => {
  await playCells(cells, { seed, tell: (result) => process.send?.(result) });
  process.disconnect();
});
