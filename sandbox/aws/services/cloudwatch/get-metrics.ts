import type {
  Datapoint,
  GetMetricDataCommandInput,
  GetMetricDataOutput,
  GetMetricStatisticsCommandInput,
  GetMetricStatisticsOutput,
  ListMetricsCommandInput,
  ListMetricsOutput,
} from '@aws-sdk/client-cloudwatch';
import type { MetricId, MetricStore } from './metric-store.ts';
import { paged } from './pages.ts';
import { parseQueries, periodOf, runQuery } from './queries.ts';
import { badCombination, invalidValue, missing, validationError } from './refusals.ts';
import { datapoints, isPercentile, isStatistic } from './statistic.ts';

interface Source {
  readonly store: MetricStore;
  readonly now: number;
}

/** GetMetricData returns every point at once: `MaxDatapoints` pages are not simulated. */
export const getMetricData = (
  { MetricDataQueries = [], StartTime, EndTime, ScanBy }: GetMetricDataCommandInput,
  { store, now }: Source,
): GetMetricDataOutput => {
  if (!StartTime || !EndTime) throw missing(StartTime ? 'EndTime' : 'StartTime');
  if (MetricDataQueries.length < 1 || MetricDataQueries.length > 500)
    throw validationError('The collection MetricDataQueries must have between 1 and 500 members.');
  if (StartTime >= EndTime) throw validationError('The parameter StartTime must be less than the parameter EndTime.');

  const queries = parseQueries(MetricDataQueries);
  const periodMs = Math.max(periodOf(queries), 1000);
  const from = Math.floor(StartTime.getTime() / periodMs) * periodMs;
  const window = { from, to: EndTime.getTime(), seenAt: now };
  const MetricDataResults = queries
    .filter(({ returnData }) => returnData)
    .map((query) => {
      const points = [...runQuery(query, { queries, store, window })];
      if (ScanBy !== 'TimestampAscending') points.reverse();
      return {
        Id: query.id,
        Label: query.label,
        Timestamps: points.map(([at]) => new Date(at)),
        Values: points.map(([, value]) => value),
        StatusCode: 'Complete' as const,
      };
    });
  return { MetricDataResults, Messages: [] };
};

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

/** ListMetrics: a metric is listed when its namespace, name and the given dimensions match; 500 a page. */
export const listMetrics = (
  { Namespace, MetricName, Dimensions = [], NextToken }: ListMetricsCommandInput,
  store: MetricStore,
): ListMetricsOutput => {
  const metrics = store
    .list()
    .map(({ id }) => id)
    .filter(
      ({ namespace, name, dimensions }) =>
        (!Namespace || namespace === Namespace) &&
        (!MetricName || name === MetricName) &&
        Dimensions.every((wanted) =>
          dimensions.some(
            ({ Name, Value }) => Name === wanted.Name && (wanted.Value === undefined || Value === wanted.Value),
          ),
        ),
    );
  const { page, nextToken } = paged(metrics, { token: NextToken, size: 500 });
  return {
    Metrics: page.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: [...dimensions],
    })),
    ...(nextToken && { NextToken: nextToken }),
  };
};
