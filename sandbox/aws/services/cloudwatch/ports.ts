import type { CloudWatchAlarmEvent } from 'aws-lambda';
import type { Clock } from '../../../clock.ts';
import type { History } from '../../../history.ts';

/** How late and how often CloudWatch looks. AWS publishes the cadence of alarms, and promises no metric delay. */
export interface CloudwatchDelays {
  /** From the arrival of a sample to its being seen by alarms and queries. AWS names no figure; seconds are usual. */
  readonly visibilityMs: number;
  /** Between evaluations of alarms with periods of 60 s and more; 0 leaves it to `evaluateNow`. */
  readonly standardEvaluationMs: number;
  /** Between evaluations of alarms with periods of 10, 20 or 30 s; 0 leaves it to `evaluateNow`. */
  readonly highResolutionEvaluationMs: number;
  /**
   * Periods fetched beyond `EvaluationPeriods`, to fill gaps with older data. AWS publishes only the example 3 → 5
   * ("Configuring how CloudWatch alarms treat missing data").
   */
  readonly extraPeriods: number;
}

/** Cadence: "Alarm evaluation" and "High-resolution alarms" of the CloudWatch user guide. */
export const cloudwatchDelays: CloudwatchDelays = {
  visibilityMs: 5_000,
  standardEvaluationMs: 60_000,
  highResolutionEvaluationMs: 10_000,
  extraPeriods: 2,
};

/** What an alarm hands to Lambda: an asynchronous invocation, by `lambda.alarms.cloudwatch.amazonaws.com`. */
export interface LambdaAlarmAction {
  readonly region: string;
  /** May carry a version or an alias. */
  readonly functionArn: string;
  readonly alarmArn: string;
  readonly event: CloudWatchAlarmEvent;
}

/** What an alarm hands to SNS, as the service principal `cloudwatch.amazonaws.com`. */
export interface SnsAlarmAction {
  readonly region: string;
  readonly topicArn: string;
  readonly alarmArn: string;
  readonly subject: string;
  /** JSON, as "Notifying users on alarm changes" of the CloudWatch user guide has it. */
  readonly message: string;
}

/** `CloudWatch Alarm State Change`, without the `version` and `id` that EventBridge adds. */
export interface AlarmStateChange {
  readonly 'detail-type': 'CloudWatch Alarm State Change';
  readonly source: 'aws.cloudwatch';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: CloudWatchAlarmEvent['alarmData'];
}

/** Where transitions go. Each is called once per transition and action, and returns at once. */
export interface AlarmActions {
  readonly lambda: (action: LambdaAlarmAction) => void;
  readonly sns: (action: SnsAlarmAction) => void;
  readonly eventBridge?: (region: string, event: AlarmStateChange) => void;
}

export interface CloudwatchDependencies {
  readonly clock: Clock;
  readonly history: History;
  readonly account: string;
  readonly actions: AlarmActions;
  /** In a dark Region nothing is evaluated. */
  readonly isDark?: (region: string) => boolean;
  readonly delays?: Partial<CloudwatchDelays>;
}
