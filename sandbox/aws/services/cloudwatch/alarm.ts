import type { PutCompositeAlarmCommandInput, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import type { AlarmRule } from './alarm-rule.ts';
import type { ComparisonOperator } from './comparison.ts';
import type { MetricStore } from './metric-store.ts';
import type { StateValue, TreatMissingData } from './missing-data.ts';
import type { Query } from './queries.ts';

export interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  readonly reasonData?: string;
  /** Of a composite: the children whose change led here. */
  readonly triggering?: readonly { readonly arn: string; readonly value: StateValue; readonly at: number }[];
  /** When state or reason was last set. */
  readonly updatedAt: number;
  /** When `value` last changed. */
  readonly transitionedAt: number;
}

interface Named {
  readonly name: string;
  readonly arn: string;
  configuredAt: number;
  actionsEnabled: boolean;
  state: AlarmState;
}

/** What the evaluation of a metric alarm needs, checked. */
export interface MetricAlarmPlan {
  readonly queries: readonly Query[];
  /** The one query whose data is compared with the threshold. */
  readonly watched: Query;
  readonly periodMs: number;
  readonly n: number;
  readonly m: number;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  readonly treatMissingData: TreatMissingData;
  /** Absent for metric math. */
  readonly statistic?: string;
}

export interface MetricAlarm extends Named {
  readonly kind: 'metric';
  settings: PutMetricAlarmCommandInput;
  plan: MetricAlarmPlan;
}

export interface CompositeAlarm extends Named {
  readonly kind: 'composite';
  settings: PutCompositeAlarmCommandInput;
  rule: AlarmRule;
}

export type Alarm = MetricAlarm | CompositeAlarm;

/** All that CloudWatch holds in one Region. */
export interface RegionState {
  readonly region: string;
  readonly metrics: MetricStore;
  readonly alarms: Map<string, Alarm>;
}

/** "When this operation creates an alarm, the alarm state is immediately set to INSUFFICIENT_DATA" (PutMetricAlarm). */
export const initialState = (now: number): AlarmState => ({
  value: 'INSUFFICIENT_DATA',
  reason: 'Unchecked: Initial alarm creation',
  updatedAt: now,
  transitionedAt: now,
});

/** The actions that a transition into this state performs. */
export const actionsFor = ({ settings }: Alarm, state: StateValue): readonly string[] =>
  ({
    ALARM: settings.AlarmActions,
    OK: settings.OKActions,
    INSUFFICIENT_DATA: settings.InsufficientDataActions,
  })[state] ?? [];
