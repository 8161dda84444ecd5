import type {
  DeleteAlarmsCommandInput,
  DescribeAlarmsCommandInput,
  DisableAlarmActionsCommandInput,
  EnableAlarmActionsCommandInput,
  GetMetricDataCommandInput,
  GetMetricStatisticsCommandInput,
  ListMetricsCommandInput,
  PutCompositeAlarmCommandInput,
  PutMetricAlarmCommandInput,
  PutMetricDataCommandInput,
  SetAlarmStateCommandInput,
} from '@aws-sdk/client-cloudwatch';
import type { Call, Service } from '../../service.ts';
import type { RegionState } from './alarm.ts';
import { deleteAlarms, setAlarmState, switchActions } from './change-alarms.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import type { CloudwatchDependencies } from './ports.ts';
import { putCompositeAlarm, putMetricAlarm } from './put-alarms.ts';
import { invalidValue } from './refusals.ts';
import type { Transitions } from './transitions.ts';

interface Parts extends Pick<CloudwatchDependencies, 'clock' | 'history' | 'account'> {
  readonly home: (region: string) => RegionState;
  readonly transitions: Transitions;
  readonly put: (region: string, input: Partial<PutMetricDataCommandInput>) => void;
}

/** The operations of CloudWatch that the sandbox answers. */
export const createOperations = ({ clock, history, account, home, transitions, put }: Parts): Service['operations'] => {
  const source = ({ region }: Call) => ({ store: home(region).metrics, now: clock.now() });
  const place = ({ region }: Call) => ({ home: home(region), account, now: clock.now() });
  const effect = ({ region, operation }: Call, alarms: readonly (string | undefined)[]): void =>
    history.append({ kind: 'effect', region, name: `monitoring:${operation}`, detail: { alarms } });
  const changed = (call: Call, names: readonly (string | undefined)[] = []) => {
    effect(call, names);
    return {};
  };

  return {
    PutMetricData: (input: PutMetricDataCommandInput, call) => {
      if (/^AWS\//i.test(input.Namespace ?? '')) throw invalidValue('AWS/', 'Namespace');
      put(call.region, input);
      return {};
    },
    GetMetricData: (input: GetMetricDataCommandInput, call) => getMetricData(input, source(call)),
    GetMetricStatistics: (input: GetMetricStatisticsCommandInput, call) => getMetricStatistics(input, source(call)),
    ListMetrics: (input: ListMetricsCommandInput, call) => listMetrics(input, home(call.region).metrics),
    DescribeAlarms: (input: DescribeAlarmsCommandInput, call) =>
      describeAlarms(input, { home: home(call.region), seesComposites: call.allows('*') }),
    PutMetricAlarm: (input: PutMetricAlarmCommandInput, call) => {
      putMetricAlarm(input, place(call));
      return changed(call, [input.AlarmName]);
    },
    PutCompositeAlarm: (input: PutCompositeAlarmCommandInput, call) => {
      const { composite, change } = putCompositeAlarm(input, place(call));
      effect(call, [input.AlarmName]);
      transitions.evaluate(home(call.region), composite, change);
      return {};
    },
    DeleteAlarms: (input: DeleteAlarmsCommandInput, call) => changed(call, deleteAlarms(input, home(call.region))),
    SetAlarmState: (input: SetAlarmStateCommandInput, call) => {
      setAlarmState(input, { home: home(call.region), enter: transitions.enter });
      return {};
    },
    EnableAlarmActions: (input: EnableAlarmActionsCommandInput, call) => {
      switchActions(input.AlarmNames ?? [], { home: home(call.region), on: true });
      return changed(call, input.AlarmNames);
    },
    DisableAlarmActions: (input: DisableAlarmActionsCommandInput, call) => {
      switchActions(input.AlarmNames ?? [], { home: home(call.region), on: false });
      return changed(call, input.AlarmNames);
    },
  };
};
