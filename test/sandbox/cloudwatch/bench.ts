import type { PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import type {
  AlarmStateChange,
  CloudwatchDelays,
  LambdaAlarmAction,
  SnsAlarmAction,
} from '../../../sandbox/aws/services/cloudwatch.ts';
import { createCloudwatch } from '../../../sandbox/aws/services/cloudwatch.ts';
import { History } from '../../../sandbox/history.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

export const account = '111122223333';
export const region = 'us-west-2';
export const lambdaArn = `arn:aws:lambda:${region}:${account}:function:receive-alarm`;
export const topicArn = `arn:aws:sns:${region}:${account}:failover`;

/** CloudWatch under a clock that stands still, with what its alarms delivered. */
export const cloudwatchBench = (delays: Partial<CloudwatchDelays> = {}) => {
  const clock = manualClock(Date.parse('2026-11-23T07:50:00Z'));
  const history = new History(clock);
  const invocations: LambdaAlarmAction[] = [];
  const messages: SnsAlarmAction[] = [];
  const events: AlarmStateChange[] = [];
  const dark = new Set<string>();
  const cloudwatch = createCloudwatch({
    clock,
    history,
    account,
    actions: {
      lambda: (action) => invocations.push(action),
      sns: (action) => messages.push(action),
      eventBridge: (_region, event) => events.push(event),
    },
    isDark: (name) => dark.has(name),
    delays: { visibilityMs: 0, ...delays },
  });
  const call = callService(cloudwatch.service, region);

  /** One datum of the metric that `alarm` watches, now. */
  const put = (Value: number, MetricName = 'lag') =>
    call('PutMetricData', { Namespace: 'test', MetricData: [{ MetricName, Value, StorageResolution: 1 }] });

  const stateOf = async (name: string) => {
    const { MetricAlarms, CompositeAlarms } = await call('DescribeAlarms', {
      AlarmNames: [name],
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    });
    // The alarm is of one kind or the other.
    return [MetricAlarms, CompositeAlarms].flat()[0] as {
      StateValue: string;
      StateReason: string;
      StateReasonData: string;
      StateUpdatedTimestamp: Date;
    };
  };

  return { ...cloudwatch, clock, history, invocations, messages, events, dark, call, put, stateOf };
};

/** An alarm in ALARM above 10, with both actions. */
export const alarm = (
  AlarmName: string,
  changes: Partial<PutMetricAlarmCommandInput> = {},
): PutMetricAlarmCommandInput => ({
  AlarmName,
  Namespace: 'test',
  MetricName: 'lag',
  Statistic: 'Maximum',
  Period: 10,
  EvaluationPeriods: 1,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
  AlarmActions: [lambdaArn, topicArn],
  OKActions: [topicArn],
  ...changes,
});

export type Bench = ReturnType<typeof cloudwatchBench>;

/** One value (or none) in each period of 10 s, then the evaluation at its end. */
export const live = async ({ put, clock, evaluateNow }: Bench, values: readonly (number | undefined)[]) => {
  for (const value of values) {
    if (value !== undefined) await put(value);
    await clock.advance(10_000);
    evaluateNow();
  }
};

/** The transitions so far. */
export const changes = ({ history }: Bench) =>
  history.entries.filter(({ kind }) => kind === 'alarm').map(({ detail }) => `${detail?.from} -> ${detail?.to}`);
