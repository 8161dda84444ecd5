import type { Dimension, StandardUnit } from '@aws-sdk/client-cloudwatch';

export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

/** One datum as it was put. `at` is cut to the metric's resolution: a standard metric knows only minutes. */
export interface Sample {
  readonly at: number;
  readonly visibleAt: number;
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: StandardUnit;
  /** Absent for a `StatisticValues` datum, which has no percentiles. */
  readonly values?: readonly { readonly value: number; readonly count: number }[];
}

/** `from` inclusive, `to` exclusive, both in milliseconds; only what is visible at `seenAt`. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly seenAt: number;
}

export interface Metric {
  readonly id: MetricId;
  readonly samples: readonly Sample[];
}

/** CloudWatch keeps high-resolution data for 3 h (model of GetMetricData); the sandbox keeps all data that long. */
const RETENTION_MS = 3 * 3_600_000;

const pairs = (dimensions: readonly Dimension[]): (readonly [string, string])[] =>
  dimensions.map(({ Name = '', Value = '' }) => [Name, Value] as const).sort(([a], [b]) => (a < b ? -1 : 1));

const keyOf = ({ namespace, name, dimensions }: MetricId): string =>
  JSON.stringify([namespace, name, ...pairs(dimensions)]);

/** The metrics of one Region. Every distinct set of dimensions is a metric of its own. */
export class MetricStore {
  readonly #metrics = new Map<string, { readonly id: MetricId; samples: Sample[] }>();

  /** Also forgets what is older than the retention, so that memory stays bounded. */
  put(id: MetricId, { sample, now }: { sample: Sample; now: number }): void {
    const key = keyOf(id);
    const metric = this.#metrics.get(key) ?? { id, samples: [] };
    const oldest = metric.samples[0];
    if (oldest && oldest.at < now - RETENTION_MS)
      metric.samples = metric.samples.filter(({ at }) => at >= now - RETENTION_MS);
    metric.samples.push(sample);
    this.#metrics.set(key, metric);
  }

  samples(id: MetricId, { from, to, seenAt }: Window): readonly Sample[] {
    const samples = this.#metrics.get(keyOf(id))?.samples ?? [];
    return samples.filter(({ at, visibleAt }) => at >= from && at < to && visibleAt <= seenAt);
  }

  list(): readonly Metric[] {
    return [...this.#metrics.values()];
  }
}
