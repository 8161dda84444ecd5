import type { Entry } from '../../sandbox/history.ts';
import { median } from '../statistics.ts';

/** Milliseconds from entering each state to leaving it, by name; of a state that ran again, its last time. */
export const stateTimes = (entries: readonly Entry[]): ReadonlyMap<string, number> => {
  const entered = new Map<string, number>();
  const times = new Map<string, number>();
  for (const { kind, name, at, detail } of entries) {
    if (kind !== 'state') continue;
    if (detail?.at === 'entered') entered.set(name, at);
    else times.set(name, at - (entered.get(name) ?? at));
  }
  return times;
};

/** The median of each state over several runs, in the order of the workflow; states that take no time are left out. */
export const medianTimes = (runs: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> => {
  const names = new Set(runs.flatMap((times) => [...times.keys()]));
  const medians = [...names].map((name) => [name, median(runs.flatMap((times) => times.get(name) ?? []))] as const);
  return new Map(medians.filter(([, ms]) => ms >= 5));
};
