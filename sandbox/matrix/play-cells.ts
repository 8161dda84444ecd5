import { type Cell, describeCell, playCell } from './cell.ts';
import { flows } from './flows.ts';

/** What became of one cell. */
export interface CellResult {
  readonly cell: string;
  readonly flow: string;
  readonly ends: Cell['ends'];
  readonly faults: readonly string[];
  /** What was wrong, a line each; nothing where the cell held. */
  readonly problems: readonly string[];
  /** How many calls met the cell's faults. */
  readonly struck: number;
}

/** Plays cells one after the other and tells each result. One simulation runs in a process at a time. */
export const playCells = async (
  cells: Iterable<Cell>,
  { seed, tell }: { seed: number; tell: (result: CellResult) => void },
): Promise<void> => {
  for (const cell of cells) {
    const flow = flows.find(({ name }) => name === cell.flow);
    if (!flow) throw new RangeError(`there is no flow called ${cell.flow}`);
    const { problems, struck } = await playCell(cell, { flow, seed });
    const faults = cell.strikes.map(({ fault }) => fault.kind);
    tell({ cell: describeCell(cell), flow: cell.flow, ends: cell.ends, faults, problems, struck });
  }
};
