import type { Dimension, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Alarm, CompositeAlarm, MetricAlarm } from './alarm.ts';
import type { Transition } from './alarm-event.ts';
import { regionName } from './region-names.ts';
import { eventTime } from './wording.ts';

/** SNS takes subjects of less than 100 characters; CloudWatch shortens the alarm's name to fit. */
const MAX_SUBJECT = 99;

/** `ALARM: "name" in US West (Oregon)`. */
export const alarmSubject = ({ alarm, region }: Transition): string => {
  const start = `${alarm.state.value}: "`;
  const end = `" in ${regionName(region)}`;
  const room = MAX_SUBJECT - start.length - end.length;
  return start + (alarm.name.length > room ? `${alarm.name.slice(0, room - 3)}...` : alarm.name) + end;
};

const dimensionsOf = (dimensions: readonly Dimension[] = []) =>
  dimensions.map(({ Name, Value }) => ({ value: Value, name: Name }));

const metricOf = ({ Id, Expression, Label, MetricStat, ReturnData = true }: MetricDataQuery) => ({
  Id,
  ...(Expression !== undefined && { Expression }),
  ...(Label !== undefined && { Label }),
  ...(MetricStat && {
    MetricStat: {
      Metric: {
        Dimensions: dimensionsOf(MetricStat.Metric?.Dimensions),
        MetricName: MetricStat.Metric?.MetricName,
        Namespace: MetricStat.Metric?.Namespace,
      },
      Period: MetricStat.Period,
      Stat: MetricStat.Stat,
    },
  }),
  ReturnData,
});

const watchedOf = ({ settings }: MetricAlarm) => {
  if (settings.Metrics) return { Metrics: settings.Metrics.map(metricOf) };
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Unit, Dimensions } = settings;
  return {
    MetricName,
    Namespace,
    ...(ExtendedStatistic
      ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic }
      : { StatisticType: 'Statistic', Statistic: Statistic?.toUpperCase() }),
    Unit: Unit ?? null,
    Dimensions: dimensionsOf(Dimensions),
  };
};

const triggerOf = (alarm: MetricAlarm) => {
  const { settings, plan } = alarm;
  return {
    ...watchedOf(alarm),
    Period: plan.periodMs / 1000,
    EvaluationPeriods: plan.n,
    ...(settings.DatapointsToAlarm !== undefined && { DatapointsToAlarm: settings.DatapointsToAlarm }),
    ComparisonOperator: plan.comparison,
    Threshold: plan.threshold,
    TreatMissingData: settings.TreatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: settings.EvaluateLowSampleCountPercentile ?? '',
  };
};

const triggeringChildren = ({ state }: CompositeAlarm) =>
  (state.triggering ?? []).map(({ arn, value, at }) => ({
    Arn: arn,
    State: { Value: value, Timestamp: eventTime(at) },
  }));

const common = ({ alarm, previous, account, region }: Transition) => ({
  AlarmName: alarm.name,
  AlarmDescription: alarm.settings.AlarmDescription ?? null,
  AWSAccountId: account,
  NewStateValue: alarm.state.value,
  NewStateReason: alarm.state.reason,
  StateChangeTime: eventTime(alarm.state.updatedAt),
  Region: regionName(region),
  AlarmArn: alarm.arn,
  OldStateValue: previous.value,
  OKActions: alarm.settings.OKActions ?? [],
  AlarmActions: alarm.settings.AlarmActions ?? [],
  InsufficientDataActions: alarm.settings.InsufficientDataActions ?? [],
});

const special = (alarm: Alarm) =>
  alarm.kind === 'composite'
    ? { AlarmRule: alarm.settings.AlarmRule, TriggeringChildren: triggeringChildren(alarm) }
    : { AlarmConfigurationUpdatedTimestamp: eventTime(alarm.configuredAt), Trigger: triggerOf(alarm) };

/** The message to SNS: JSON, by the schemas of "Notifying users on alarm changes" (CloudWatch user guide). */
export const alarmMessage = (transition: Transition): string =>
  JSON.stringify({ ...common(transition), ...special(transition.alarm) });
