import { metrics } from '../../functions/contract/names.ts';
import type { Assembly } from '../../sandbox/cloudformation/assembly.ts';
import type { Entry } from '../../sandbox/history.ts';
import { sum, type Usage } from '../prices.ts';

/** What is paid by the month whether anything happens or not: the alarms of the templates. */
export const standingAlarms = ({ stacks }: Assembly): Usage =>
  sum(
    ...stacks
      .flatMap(({ template }) => Object.values(template.Resources))
      .map(({ Type, Properties }): Usage => {
        if (Type === 'AWS::CloudWatch::CompositeAlarm') return { compositeAlarm: 1 };
        if (Type !== 'AWS::CloudWatch::Alarm') return {};
        return Number(Object(Properties).Period) < 60 ? { highResolutionAlarm: 1 } : { standardAlarm: 1 };
      }),
  );

/** The metrics that were published while all was well: each Region's are its own. */
export const publishedMetrics = (entries: readonly Entry[]): Usage => {
  const found = new Set<string>();
  for (const { kind, name, region, detail = {} } of entries) {
    if (kind !== 'call' || name !== 'monitoring:PutMetricData') continue;
    const { Namespace, MetricData = [] } = Object(detail.input);
    if (Namespace !== metrics.namespace) continue;
    for (const { MetricName, Dimensions } of MetricData)
      found.add(`${region} ${MetricName} ${JSON.stringify(Dimensions)}`);
  }
  return { customMetric: found.size };
};
