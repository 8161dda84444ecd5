import type { Dimension, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type {
  CloudWatchAlarmCompositeConfiguration,
  CloudWatchAlarmConfiguration,
  CloudWatchAlarmData,
  CloudWatchAlarmEvent,
  CloudWatchAlarmMetricDataQuery,
  CloudWatchAlarmState,
} from 'aws-lambda';
import type { Alarm, AlarmState, MetricAlarm } from './alarm.ts';
import type { AlarmStateChange } from './ports.ts';
import { eventTime } from './wording.ts';

/** An alarm, already in its new state, and the state that it left. */
export interface Transition {
  readonly region: string;
  readonly account: string;
  readonly alarm: Alarm;
  readonly previous: AlarmState;
}

const dimensionsOf = (dimensions: readonly Dimension[] = []): Record<string, string> =>
  Object.fromEntries(dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));

const queryOf = ({ Id = '', Expression, Label, MetricStat, ReturnData = true }: MetricDataQuery) =>
  MetricStat
    ? {
        id: Id,
        ...(Label && { label: Label }),
        metricStat: {
          metric: {
            namespace: MetricStat.Metric?.Namespace ?? '',
            name: MetricStat.Metric?.MetricName ?? '',
            dimensions: dimensionsOf(MetricStat.Metric?.Dimensions),
          },
          period: MetricStat.Period ?? 0,
          stat: MetricStat.Stat ?? '',
          ...(MetricStat.Unit && { unit: MetricStat.Unit }),
        },
        returnData: ReturnData,
      }
    : { id: Id, expression: Expression ?? '', label: Label ?? '', returnData: ReturnData };

/** An alarm on one metric appears as a single query; AWS gives it a random id. */
const metricsOf = ({ settings }: MetricAlarm): CloudWatchAlarmMetricDataQuery[] => {
  if (settings.Metrics) return settings.Metrics.map(queryOf);
  const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic, Unit } = settings;
  const Metric = { Namespace, MetricName, Dimensions };
  return [queryOf({ Id: 'm1', MetricStat: { Metric, Period, Stat: ExtendedStatistic ?? Statistic, Unit } })];
};

const configurationOf = (alarm: Alarm): CloudWatchAlarmConfiguration | CloudWatchAlarmCompositeConfiguration => {
  const description = alarm.settings.AlarmDescription;
  return {
    ...(description && { description }),
    ...(alarm.kind === 'composite' ? { alarmRule: alarm.settings.AlarmRule ?? '' } : { metrics: metricsOf(alarm) }),
  };
};

const stateOf = ({ value, reason, reasonData, updatedAt }: AlarmState): CloudWatchAlarmState => ({
  value,
  reason,
  ...(reasonData !== undefined && { reasonData }),
  timestamp: eventTime(updatedAt),
});

const alarmData = ({ alarm, previous }: Transition): CloudWatchAlarmData => ({
  alarmName: alarm.name,
  state: stateOf(alarm.state),
  previousState: stateOf(previous),
  configuration: configurationOf(alarm),
});

/** What a Lambda function receives as a direct alarm action ("Invoke a Lambda function from an alarm"). */
export const lambdaEvent = (transition: Transition): CloudWatchAlarmEvent => ({
  source: 'aws.cloudwatch',
  alarmArn: transition.alarm.arn,
  accountId: transition.account,
  time: eventTime(transition.alarm.state.updatedAt),
  region: transition.region,
  alarmData: alarmData(transition),
});

/** What EventBridge receives ("Alarm events and EventBridge"). */
export const stateChangeEvent = (transition: Transition): AlarmStateChange => ({
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: transition.account,
  time: `${new Date(transition.alarm.state.updatedAt).toISOString().slice(0, 19)}Z`,
  region: transition.region,
  resources: [transition.alarm.arn],
  detail: alarmData(transition),
});
