import { play } from '../simulation/run.ts';
import { problemsOf } from '../stage/verdict.ts';
import { parseSite } from './call-site.ts';
import { type Cell, standing } from './cell.ts';
import { scenarioOf } from './cell-scenario.ts';
import type { Flow } from './flows.ts';

const PATIENCE_MS = 12 * 60_000;

export interface Played {
  /** What was wrong, a line each. */
  readonly problems: readonly string[];
  /** How many calls met each of the cell's faults, in their order: with none, it shows nothing of that one. */
  readonly met: readonly number[];
  /** Whether the flow, healed, came to its end only because somebody said yes to what it asked (L1). */
  readonly byAYes: boolean;
}

/** Plays one cell in the simulation. */
export const playCell = async (cell: Cell, { flow, seed }: { flow: Flow; seed: number }): Promise<Played> => {
  const lasting = cell.ends === 'never' ? cell.strikes.map((strike) => standing(strike)) : [];
  let byAYes = false;
  const scenario = scenarioOf(cell, flow, () => {
    byAYes = true;
  });
  const below = cell.strikes.some(({ fault }) => fault.kind === 'stale') ? undefined : isSpared(cell);
  const run = await play({ seed, scenario, lasting, patienceMs: PATIENCE_MS, ...(below && { below }) });
  return { problems: problemsOf(run, scenario), met: cell.strikes.map(({ fault }) => run.met.get(fault) ?? 0), byAYes };
};

/** Whose calls are struck speaks in bytes throughout; the others' plain answers are had below the SDK. */
const isSpared = ({ strikes }: Cell): ((handler: string) => boolean) => {
  const struck = new Set(strikes.map(({ site }) => parseSite(site).function));
  return (handler) => !struck.has(handler);
};
