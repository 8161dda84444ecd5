import type { CompositeAlarm, MetricAlarm, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { AlarmPoint, AlarmView } from '../ports.ts';
import { given } from './given.ts';
import type { DataPoint } from './metric-data.ts';

/** The id of the query whose values a single-metric alarm watches, in the request that we make of it. */
const single = 'watched';

/** The queries that give the values an alarm is computed from, and the one of them it watches. */
export interface Watched {
  readonly queries: MetricDataQuery[];
  readonly id: string;
}

/** What a metric alarm watches. Nothing for one that has neither a metric nor queries, which AWS does not promise to be. */
export const watchedBy = (alarm: MetricAlarm): Watched | undefined => {
  const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic, Unit, Metrics } = alarm;
  if (Metrics !== undefined && Metrics.length > 0) {
    const watched = Metrics.find((query) => query.ReturnData !== false && query.Id !== alarm.ThresholdMetricId);
    return watched?.Id === undefined ? undefined : { queries: Metrics, id: watched.Id };
  }
  if (MetricName === undefined || Period === undefined) return undefined;
  return {
    id: single,
    queries: [
      {
        Id: single,
        MetricStat: {
          Metric: { Namespace, MetricName, Dimensions },
          Period,
          Stat: Statistic ?? given(ExtendedStatistic, 'a statistic'),
          ...(Unit && { Unit }),
        },
      },
    ],
  };
};

/** The longest period among queries, in seconds; expressions without one count as a minute. */
export const periodOf = ({ queries }: Watched): number =>
  Math.max(...queries.map((query) => query.MetricStat?.Period ?? query.Period ?? 60));

/** A word that is none of CloudWatch's says nothing, least of all that something is not OK. */
const stateOf = (word: unknown): AlarmView['state'] => {
  if (word === 'OK' || word === 'ALARM' || word === 'INSUFFICIENT_DATA') return word;
  throw new Error('AWS answered with an alarm state that is none');
};

export const metricView = (alarm: MetricAlarm, points: readonly DataPoint[]): AlarmView => ({
  name: given(alarm.AlarmName, "an alarm's name"),
  state: stateOf(alarm.StateValue),
  kind: 'metric',
  recent: points.map((point) => judged(point, isBreaching(alarm, point.value))),
  ...(alarm.MetricName !== undefined && alarm.Period !== undefined && { periodSeconds: alarm.Period }),
  children: [],
});

const judged = (point: DataPoint, breaches: boolean | undefined): AlarmPoint => ({
  ...point,
  ...(breaches !== undefined && { breaches }),
});

export const compositeView = (alarm: CompositeAlarm): AlarmView => ({
  name: given(alarm.AlarmName, "an alarm's name"),
  state: stateOf(alarm.StateValue),
  kind: 'composite',
  recent: [],
  children: childrenOf(given(alarm.AlarmRule, "a composite's rule")),
});

/** By the alarm's own operator and threshold; undefined for the operators of anomaly detection, which have a band. */
const isBreaching = ({ ComparisonOperator, Threshold }: MetricAlarm, value: number): boolean | undefined => {
  if (Threshold === undefined) return undefined;
  switch (ComparisonOperator) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= Threshold;
    case 'GreaterThanThreshold':
      return value > Threshold;
    case 'LessThanThreshold':
      return value < Threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= Threshold;
    default:
      return undefined;
  }
};

/**
 * Names in a rule such as `ALARM("a") AND NOT OK(arn:aws:cloudwatch:us-west-2:111122223333:alarm:b)`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export const childrenOf = (rule: string): readonly string[] => {
  const mentions = rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)/gi);
  const names = [...mentions].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
  return [...new Set(names.map((name) => name.replace(/^arn:[\w-]+:cloudwatch:[^:]*:\d*:alarm:/, '')))];
};
