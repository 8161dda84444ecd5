import type { ListMetricsCommandInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import type { MetricStore } from './metric-store.ts';
import { paged } from './pages.ts';

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
