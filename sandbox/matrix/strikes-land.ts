import { isLeg } from '../faults/legs.ts';
import { ticks } from '../simulation/run.ts';
import type { Stage } from '../stage/stage.ts';
import { parseSite } from './call-site.ts';
import type { Cell } from './cell.ts';

const minuteMs = 60_000;
/** Long enough for every step of a flow to meet the fault. */
const STRIKES_MS = 4 * minuteMs;
/** What never heals, and keeps the primary from being replaced, lasts until silence about that would be one (L1). */
const LASTS_MS = 21 * minuteMs;
/** Everything that is scheduled has had its turn. */
const TURN_MS = 65_000;

/**
 * Until every step can have met its fault: where only steps of the run are struck, a turn of everything scheduled after it
 * is over is enough, for nothing calls them any more.
 */
export const strikesLand = async (stage: Stage, cell: Cell, isDone: (stage: Stage) => boolean): Promise<void> => {
  const begun = stage.now();
  const longest = cell.ends === 'never' ? LASTS_MS : STRIKES_MS;
  const least = isScheduled(cell) ? STRIKES_MS : 0;
  let over: number | undefined;
  while (stage.now() - begun < longest) {
    over = isDone(stage) && isQuiet(stage) ? (over ?? stage.now()) : undefined;
    if (over !== undefined && stage.now() - over >= TURN_MS && stage.now() - begun >= least) return;
    await stage.advance(5_000);
  }
};

/** Whether a struck function is called every minute, by the schedule or by who is. */
const isScheduled = ({ strikes }: Cell): boolean =>
  strikes.some(({ site }) => {
    const { function: name, service } = parseSite(site);
    return ticks(name) || isLeg(service);
  });

const isQuiet = ({ see }: Stage): boolean => see.executions().every(({ status }) => status !== 'RUNNING');
