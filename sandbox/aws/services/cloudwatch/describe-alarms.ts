import type {
  CompositeAlarm as CompositeAlarmOutput,
  DescribeAlarmsCommandInput,
  DescribeAlarmsOutput,
  MetricAlarm as MetricAlarmOutput,
} from '@aws-sdk/client-cloudwatch';
import { type Alarm, actionsFor, type CompositeAlarm, type MetricAlarm, type RegionState } from './alarm.ts';
import { checkEnum } from './alarm-checks.ts';
import { alarmsOf } from './alarm-rule.ts';
import { paged } from './pages.ts';
import { validationError } from './refusals.ts';
import { namedAlarm, parentsOf } from './transitions.ts';

const common = ({ name, arn, configuredAt, actionsEnabled, state, settings }: Alarm) => ({
  AlarmName: name,
  AlarmArn: arn,
  ...(settings.AlarmDescription !== undefined && { AlarmDescription: settings.AlarmDescription }),
  AlarmConfigurationUpdatedTimestamp: new Date(configuredAt),
  ActionsEnabled: actionsEnabled,
  OKActions: settings.OKActions ?? [],
  AlarmActions: settings.AlarmActions ?? [],
  InsufficientDataActions: settings.InsufficientDataActions ?? [],
  StateValue: state.value,
  StateReason: state.reason,
  ...(state.reasonData !== undefined && { StateReasonData: state.reasonData }),
  StateUpdatedTimestamp: new Date(state.updatedAt),
  StateTransitionedTimestamp: new Date(state.transitionedAt),
});

const metricAlarm = (alarm: MetricAlarm): MetricAlarmOutput => {
  const {
    MetricName,
    Namespace,
    Statistic,
    ExtendedStatistic,
    Dimensions = [],
    Period,
    Unit,
    Metrics,
    ...rest
  } = alarm.settings;
  const { EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator } = rest;
  const { TreatMissingData, EvaluateLowSampleCountPercentile } = rest;
  const watched = Metrics
    ? { Metrics, Dimensions: [] }
    : { MetricName, Namespace, Statistic, ExtendedStatistic, Dimensions, Period, Unit };
  return {
    ...common(alarm),
    ...watched,
    EvaluationPeriods,
    DatapointsToAlarm,
    Threshold,
    ComparisonOperator,
    TreatMissingData,
    EvaluateLowSampleCountPercentile,
  };
};

const compositeAlarm = (alarm: CompositeAlarm): CompositeAlarmOutput => ({
  ...common(alarm),
  AlarmRule: alarm.settings.AlarmRule,
});

const related = (home: RegionState, input: DescribeAlarmsCommandInput): readonly Alarm[] => {
  const { ChildrenOfAlarmName: above, ParentsOfAlarmName: below } = input;
  if (above !== undefined) {
    const composite = home.alarms.get(above);
    if (composite?.kind !== 'composite') return [];
    return alarmsOf(composite.rule).flatMap((name) => namedAlarm(home, name) ?? []);
  }
  if (below !== undefined) {
    const child = home.alarms.get(below);
    return child ? parentsOf(home, child) : [];
  }
  return [...home.alarms.values()];
};

const filterOf = (input: DescribeAlarmsCommandInput) => {
  const { AlarmNames, AlarmNamePrefix, StateValue, ActionPrefix } = input;
  const isFiltered = input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined;
  if (AlarmNames && AlarmNamePrefix !== undefined)
    throw validationError('AlarmNames and AlarmNamePrefix are mutually exclusive.');
  if (isFiltered && (AlarmNames ?? AlarmNamePrefix ?? StateValue ?? ActionPrefix) !== undefined)
    throw validationError('ChildrenOfAlarmName and ParentsOfAlarmName cannot be combined with other filters.');
  checkEnum(StateValue, { at: 'stateValue', allowed: ['INSUFFICIENT_DATA', 'ALARM', 'OK'] });
  return (alarm: Alarm): boolean =>
    (!AlarmNames || AlarmNames.includes(alarm.name)) &&
    (AlarmNamePrefix === undefined || alarm.name.startsWith(AlarmNamePrefix)) &&
    (StateValue === undefined || alarm.state.value === StateValue) &&
    (ActionPrefix === undefined ||
      (['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const).some((state) =>
        actionsFor(alarm, state).some((arn) => arn.startsWith(ActionPrefix)),
      ));
};

/**
 * DescribeAlarms. Without `AlarmTypes` only metric alarms are answered. "You can't return information about composite
 * alarms if your permission has a narrower scope" than `*`: they are left out silently.
 */
export const describeAlarms = (
  input: DescribeAlarmsCommandInput,
  { home, seesComposites }: { readonly home: RegionState; readonly seesComposites: boolean },
): DescribeAlarmsOutput => {
  const { AlarmTypes = [], MaxRecords = 50, NextToken } = input;
  for (const type of AlarmTypes) checkEnum(type, { at: 'alarmTypes', allowed: ['CompositeAlarm', 'MetricAlarm'] });
  if (MaxRecords < 1 || MaxRecords > 100) throw validationError('MaxRecords must be between 1 and 100.');

  const wanted = (alarm: Alarm): boolean =>
    alarm.kind === 'composite'
      ? AlarmTypes.includes('CompositeAlarm') && seesComposites
      : AlarmTypes.length === 0 || AlarmTypes.includes('MetricAlarm');
  const found = related(home, input)
    .filter(filterOf(input))
    .filter(wanted)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { page, nextToken } = paged(found, { token: NextToken, size: MaxRecords });
  return {
    CompositeAlarms: page.filter((alarm) => alarm.kind === 'composite').map(compositeAlarm),
    MetricAlarms: page.filter((alarm) => alarm.kind === 'metric').map(metricAlarm),
    ...(nextToken && { NextToken: nextToken }),
  };
};
