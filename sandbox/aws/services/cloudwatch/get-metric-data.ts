import type { GetMetricDataCommandInput, GetMetricDataOutput } from '@aws-sdk/client-cloudwatch';
import type { MetricStore } from './metric-store.ts';
import { parseQueries, periodOf, runQuery } from './queries.ts';
import { missing, validationError } from './refusals.ts';

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
