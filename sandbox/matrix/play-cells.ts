import { type Cell, describeCell } from './cell.ts';
import { flows } from './flows.ts';
import { type Played, playCell } from './play-cell.ts';

/** What became of one cell. */
export interface CellResult extends Played {
  readonly cell: string;
  readonly flow: string;
  readonly ends: Cell['ends'];
  readonly faults: readonly string[];
}

/** Plays cells one after the other and tells each result. One simulation runs in a process at a time. */
export const playCells = async (
  cells: Iterable<Cell>,
  { seed, tell }: { seed: number; tell: (result: CellResult) => void },
): Promise<void> => {
  for (const cell of cells) {
    const flow = flows.find(({ name }) => name === cell.flow);
    if (!flow) throw new RangeError(`there is no flow called ${cell.flow}`);
    const played = await playCell(cell, { flow, seed });
    const faults = cell.strikes.map(({ fault }) => fault.kind);
    tell({ cell: describeCell(cell), flow: cell.flow, ends: cell.ends, faults, ...played });
  }
};
