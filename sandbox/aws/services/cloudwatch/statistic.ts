import type { MetricId, MetricStore, Sample, Window } from './metric-store.ts';

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/i;

const sum = (samples: readonly Sample[]): number => samples.reduce((total, sample) => total + sample.sum, 0);
const count = (samples: readonly Sample[]): number => samples.reduce((total, sample) => total + sample.count, 0);

const plain: Readonly<Record<string, (samples: readonly Sample[]) => number>> = {
  Sum: sum,
  SampleCount: count,
  Average: (samples) => sum(samples) / count(samples),
  Minimum: (samples) => samples.reduce((least, { minimum }) => Math.min(least, minimum), Number.POSITIVE_INFINITY),
  Maximum: (samples) => samples.reduce((most, { maximum }) => Math.max(most, maximum), Number.NEGATIVE_INFINITY),
};

/** Statistics that the sandbox computes: the five plain ones and percentiles (`p99`, `p99.9`). */
export const isStatistic = (name: string): boolean => name in plain || PERCENTILE.test(name);

export const isPercentile = (name: string): boolean => PERCENTILE.test(name);

const percentile = (samples: readonly Sample[], percent: number): number | undefined => {
  // "Percentiles are not available for a StatisticSet, unless it holds one sample or all its samples are equal."
  const values = samples.flatMap(
    (sample) =>
      sample.values ?? (sample.minimum === sample.maximum ? [{ value: sample.minimum, count: sample.count }] : []),
  );
  if (samples.some((sample) => !sample.values && sample.minimum !== sample.maximum)) return undefined;
  const ordered = values.toSorted((a, b) => a.value - b.value);
  let left = (percent / 100) * ordered.reduce((total, entry) => total + entry.count, 0);
  for (const { value, count: times } of ordered) {
    left -= times;
    if (left <= 1e-9) return value;
  }
  return ordered.at(-1)?.value;
};

const compute = (name: string, samples: readonly Sample[]): number | undefined => {
  if (count(samples) === 0) return undefined;
  const percent = PERCENTILE.exec(name)?.[1];
  return percent === undefined ? plain[name]?.(samples) : percentile(samples, Number(percent));
};

export interface Datapoint {
  readonly value: number;
  readonly sampleCount: number;
}

export interface Statistic {
  readonly metric: MetricId;
  readonly name: string;
  readonly periodMs: number;
  /** Only data that was put with this unit. */
  readonly unit?: string;
}

/** One datapoint per period that has data, by the period's start. Periods are aligned to their own length. */
export const datapoints = (
  store: MetricStore,
  { metric, name, periodMs, unit, window }: Statistic & { readonly window: Window },
): Map<number, Datapoint> => {
  const samples = store.samples(metric, window).filter((sample) => unit === undefined || sample.unit === unit);
  const periods = Map.groupBy(samples, ({ at }) => Math.floor(at / periodMs) * periodMs);
  const points = new Map<number, Datapoint>();
  for (const [start, members] of [...periods].sort(([a], [b]) => a - b)) {
    const value = compute(name, members);
    if (value !== undefined) points.set(start, { value, sampleCount: count(members) });
  }
  return points;
};
