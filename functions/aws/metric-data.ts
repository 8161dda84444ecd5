import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { given } from './given.ts';
import { allPages } from './pages.ts';

export interface DataPoint {
  readonly at: Date;
  readonly value: number;
}

/** GetMetricData takes at most 500 queries. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const mostQueries = 500;

/** All data points per query id in the window, newest first. Fails if any of them could not be computed. */
export const readMetricData = async (
  client: CloudWatchClient,
  { queries, from, to }: { queries: readonly MetricDataQuery[]; from: Date; to: Date },
): Promise<ReadonlyMap<string, readonly DataPoint[]>> => {
  if (queries.length > mostQueries) throw new Error(`${queries.length} queries, at most ${mostQueries} are possible`);

  const pages = await allPages(
    (NextToken) =>
      client.send(
        new GetMetricDataCommand({
          MetricDataQueries: [...queries],
          StartTime: from,
          EndTime: to,
          ScanBy: 'TimestampDescending',
          NextToken,
        }),
      ),
    (page) => page.NextToken,
  );

  const points = new Map<string, DataPoint[]>();
  for (const result of pages.flatMap((page) => page.MetricDataResults ?? [])) {
    const { Id, Timestamps = [], Values = [], StatusCode } = result;
    if (StatusCode === 'InternalError' || StatusCode === 'Forbidden') throw new Error(`${Id}: ${StatusCode}`);
    const more = Timestamps.map((at, index) => ({ at: given(at, 'a time'), value: given(Values[index], 'a value') }));
    const id = given(Id, 'a query id');
    points.set(id, [...(points.get(id) ?? []), ...more]);
  }
  return points;
};
