import type { PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { metrics } from '../../functions/contract/names.ts';
import { embeddedMetrics } from '../../sandbox/aws/services/cloudwatch/embedded-metrics.ts';
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

/** The metrics that were published while all was well, by calls or within log lines: each Region's are its own. */
export const publishedMetrics = (entries: readonly Entry[]): Usage => {
  const found = new Set<string>();
  for (const entry of entries)
    for (const { Namespace, MetricData = [] } of publicationsIn(entry))
      if (Namespace === metrics.namespace)
        for (const { MetricName, Dimensions } of MetricData)
          found.add(`${entry.region} ${MetricName} ${JSON.stringify(Dimensions)}`);
  return { customMetric: found.size };
};

const publicationsIn = ({ kind, name, detail = {} }: Entry): readonly Publication[] => {
  if (kind === 'log') return embeddedMetrics(String(detail.message));
  return kind === 'call' && name === 'monitoring:PutMetricData' ? [Object(detail.input)] : [];
};

type Publication = Pick<PutMetricDataInput, 'Namespace' | 'MetricData'>;
