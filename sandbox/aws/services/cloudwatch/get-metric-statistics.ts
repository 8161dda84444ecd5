import type { Datapoint, GetMetricStatisticsCommandInput, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import type { MetricId, MetricStore } from './metric-store.ts';
import { badCombination, invalidValue, missing } from './refusals.ts';
import { datapoints, isPercentile, isStatistic } from './statistic.ts';

interface Source {
  readonly store: MetricStore;
  readonly now: number;
}

const statisticsOf = (input: GetMetricStatisticsCommandInput): readonly string[] => {
  const { Statistics = [], ExtendedStatistics = [] } = input;
  if (Statistics.length + ExtendedStatistics.length === 0)
    throw badCombination('At least one of the parameters Statistics and ExtendedStatistics must be specified.');
  const wrong = [...Statistics, ...ExtendedStatistics].find((name) => !isStatistic(name));
  if (wrong !== undefined) throw invalidValue(wrong, 'Statistics');
  return [...Statistics, ...ExtendedStatistics];
};

/** Answers the datapoints of each period that has data, in order of time (AWS promises no order). */
export const getMetricStatistics = (
  input: GetMetricStatisticsCommandInput,
  { store, now }: Source,
): GetMetricStatisticsOutput => {
  const {
    Namespace: namespace,
    MetricName: name,
    Dimensions: dimensions = [],
    StartTime,
    EndTime,
    Period,
    Unit,
  } = input;
  if (!namespace || !name) throw missing(namespace ? 'MetricName' : 'Namespace');
  if (!StartTime || !EndTime) throw missing(StartTime ? 'EndTime' : 'StartTime');
  if (StartTime >= EndTime) throw badCombination('The parameter StartTime must be less than the parameter EndTime.');
  if (!Period || !([1, 5, 10, 20, 30].includes(Period) || Period % 60 === 0)) throw invalidValue(Period, 'Period');

  const periodMs = Period * 1000;
  const from = Math.floor(StartTime.getTime() / periodMs) * periodMs;
  const window = { from, to: EndTime.getTime(), seenAt: now };
  const found = new Map<number, Datapoint>();
  for (const statistic of statisticsOf(input))
    for (const [at, { value }] of datapoints(store, {
      metric: { namespace, name, dimensions },
      name: statistic,
      periodMs,
      ...(Unit && { unit: Unit }),
      window,
    })) {
      const point = found.get(at) ?? {
        Timestamp: new Date(at),
        Unit: Unit ?? unitAt(store, { namespace, name, dimensions }),
      };
      const member = isPercentile(statistic)
        ? { ExtendedStatistics: { ...point.ExtendedStatistics, [statistic]: value } }
        : { [statistic]: value };
      found.set(at, { ...point, ...member });
    }
  return { Label: name, Datapoints: [...found].sort(([a], [b]) => a - b).map(([, point]) => point) };
};

const unitAt = (store: MetricStore, id: MetricId): Datapoint['Unit'] => {
  const all = { from: 0, to: Number.POSITIVE_INFINITY, seenAt: Number.POSITIVE_INFINITY };
  return store.samples(id, all).at(-1)?.unit;
};
