export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type TreatMissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface Judgement {
  /** `keep` retains the current state. */
  readonly state: StateValue | 'keep';
  /** Periods that had to be filled as `TreatMissingData` says; 0 where real datapoints were enough. */
  readonly filled: number;
}

interface Rule {
  /** `DatapointsToAlarm`. */
  readonly m: number;
  /** `EvaluationPeriods`. */
  readonly n: number;
  readonly treatMissingData: TreatMissingData;
}

/**
 * The state that an evaluation range leads to. `range` is the oldest first: true is breaching, undefined is missing.
 *
 * Source: "Configuring how CloudWatch alarms treat missing data" (CloudWatch user guide). Real datapoints are taken
 * from the whole range before any gap is filled; gaps are filled only as far as `n` datapoints need it.
 */
export const judge = (range: readonly (boolean | undefined)[], { m, n, treatMissingData }: Rule): Judgement => {
  const real = range.filter((point) => point !== undefined);
  const breaching = real.slice(-n).filter(Boolean).length;
  const filled = Math.max(0, n - real.length);
  const threshold = (count: number): Judgement => ({ state: count >= m ? 'ALARM' : 'OK', filled });

  if (filled === 0) return threshold(breaching);
  if (treatMissingData === 'breaching') return threshold(breaching + filled);
  if (treatMissingData === 'notBreaching') return threshold(breaching);

  if (breaching >= m) return { state: 'ALARM', filled };
  if (real.includes(false)) return { state: 'OK', filled };
  if (treatMissingData === 'ignore') return { state: 'keep', filled };

  // "Avoiding premature transitions": only breaching data, and the oldest of it is at least `m` periods old.
  const oldest = range.indexOf(true);
  const age = range.length - oldest;
  return { state: oldest >= 0 && age >= m ? 'ALARM' : 'INSUFFICIENT_DATA', filled };
};
