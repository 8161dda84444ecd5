import type { MetricDataQuery, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import type { MetricAlarmPlan } from './alarm.ts';
import { checkEnum } from './alarm-checks.ts';
import { comparisons, isComparison } from './comparison.ts';
import type { TreatMissingData } from './missing-data.ts';
import { parseQueries, periodOf, type Query } from './queries.ts';
import { validationError } from './refusals.ts';

const treatments: readonly TreatMissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const isTreatment = (value: string): value is TreatMissingData => treatments.some((known) => known === value);

/** An alarm on one metric is an alarm on one query. */
const queriesOf = (input: PutMetricAlarmCommandInput): readonly MetricDataQuery[] => {
  const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic, Unit, Metrics } = input;
  if (Metrics) {
    if (Namespace ?? MetricName ?? Dimensions ?? Period ?? Statistic ?? ExtendedStatistic ?? Unit)
      throw validationError(
        'Metrics cannot be used together with MetricName, Namespace, Dimensions, Period, Statistic or Unit.',
      );
    return Metrics;
  }
  if (!Namespace || !MetricName)
    throw validationError('Either MetricName and Namespace, or Metrics, must be specified.');
  if ((Statistic === undefined) === (ExtendedStatistic === undefined))
    throw validationError('Exactly one of Statistic and ExtendedStatistic must be specified.');
  if (Period === undefined) throw validationError('Period must not be null');
  const Metric = { Namespace, MetricName, Dimensions };
  return [{ Id: 'm1', MetricStat: { Metric, Period, Stat: ExtendedStatistic ?? Statistic, Unit } }];
};

const watchedOf = (queries: readonly Query[]): Query => {
  const [watched, ...others] = queries.filter(({ returnData }) => returnData);
  if (!watched || others.length > 0)
    throw validationError('Exactly one element of the metrics list should return data.');
  const statistics = queries.flatMap(({ source }) => ('kind' in source ? [] : [source.periodMs]));
  if (statistics.length > 10) throw validationError('Invalid metrics list: at most 10 metrics are supported.');
  if (new Set(statistics).size !== 1) throw validationError('Period must be the same for all metrics of an alarm.');
  return watched;
};

/** "Period × EvaluationPeriods" of at most a day, a week for periods of an hour and more (PutMetricAlarm). */
const checkSpan = (periodMs: number, n: number): void => {
  const seconds = periodMs / 1000;
  if (![10, 20, 30].includes(seconds) && seconds % 60 !== 0)
    throw validationError('Period must be 10, 20, 30 or a multiple of 60.');
  const limit = seconds < 3600 ? 86_400 : 604_800;
  if (seconds * n > limit)
    throw validationError(
      `Metrics cannot be checked across more than ${limit === 86_400 ? 'a day' : 'a week'} (EvaluationPeriods * Period must be <= ${limit}).`,
    );
};

/** Checks PutMetricAlarm as the service does; what the sandbox cannot evaluate is refused, never ignored. */
export const planOf = (input: PutMetricAlarmCommandInput): MetricAlarmPlan => {
  const { ComparisonOperator: comparison, EvaluationPeriods: n, DatapointsToAlarm: m = n, Threshold } = input;
  const treatMissingData = input.TreatMissingData ?? 'missing';
  if (input.ThresholdMetricId ?? input.EvaluationCriteria ?? input.EvaluationInterval)
    throw validationError('Anomaly detection and PromQL alarms are not supported by the sandbox.');
  if (comparison === undefined) throw validationError('ComparisonOperator must not be null');
  checkEnum(comparison, { at: 'comparisonOperator', allowed: Object.keys(comparisons) });
  if (!isComparison(comparison) || !isTreatment(treatMissingData))
    throw validationError(
      `TreatMissingData '${treatMissingData}' is invalid: it must be one of ${treatments.join(', ')}.`,
    );
  if (Threshold === undefined || !Number.isFinite(Threshold)) throw validationError('Threshold must not be null');
  if (n === undefined || m === undefined || !Number.isInteger(n) || n < 1)
    throw validationError('EvaluationPeriods must be a number of at least 1.');
  if (!Number.isInteger(m) || m < 1 || m > n)
    throw validationError('DatapointsToAlarm must be at least 1 and at most EvaluationPeriods.');

  const queries = parseQueries(queriesOf(input));
  const watched = watchedOf(queries);
  const periodMs = periodOf(queries);
  checkSpan(periodMs, n);
  const statistic = input.Statistic ?? input.ExtendedStatistic;
  return {
    queries,
    watched,
    periodMs,
    n,
    m,
    threshold: Threshold,
    comparison,
    treatMissingData,
    ...(statistic && { statistic }),
  };
};
