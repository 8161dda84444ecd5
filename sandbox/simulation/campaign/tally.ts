import type { PromiseId, RunRecord, Violation } from '../../checkers/checker.ts';
import { weatherDuring } from '../../checkers/reading/faults.ts';
import { automaticPromotions, type Promotion } from '../../checkers/reading/promotions.ts';

/** The three ways in which a failover can do harm, counted apart. */
export interface Tally {
  /** Promotions of a primary that was fine: by N1 or N2, or by what was really broken at that time. */
  readonly falsePromotions: number;
  /** N8, N11, N12. */
  readonly duplicatePromotions: number;
  /** N15, N16, N23. */
  readonly wrongEndpoints: number;
}

/** Whoever reads again just before the call has seen the last of the outage so long ago, at most. */
const LATEST_LOOK_MS = 15_000;

/** Counts a run's harm out of what the checkers found, and, for false promotions, out of the truth itself. */
export const tallyOf = (record: RunRecord, violations: readonly Violation[]): Tally => {
  const found = (...ids: readonly PromiseId[]) => violations.filter(({ id }) => ids.includes(id));
  const untrue = automaticPromotions(record).filter((promotion) => wasFine(record, promotion));
  return {
    falsePromotions: new Set([...found('N1', 'N2'), ...untrue].map(({ at }) => at)).size,
    duplicatePromotions: found('N8', 'N11', 'N12').length,
    wrongEndpoints: found('N15', 'N16', 'N23').length,
  };
};

/** Whether the primary lived, served, and could be reached from outside all the time until the call. */
const wasFine = (record: RunRecord, { at, from, named: { name } }: Promotion): boolean =>
  from !== undefined &&
  weatherDuring(record, { from: at - LATEST_LOOK_MS, to: at }).every(
    (weather) =>
      !weather.isDark(from) &&
      weather.serves(from, name) &&
      weather.reaches('outside', from, 'clients') &&
      !weather.clientsFail(name),
  );
