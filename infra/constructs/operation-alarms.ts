import { Duration } from 'aws-cdk-lib';
import { Alarm, type IAlarmAction, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { names, type OperationTrouble } from '../../functions/contract/names.ts';
import { runbook } from './runbook.ts';

export interface OperationAlarmsProps {
  readonly stateMachine: StateMachine;
  readonly reconcile: IFunction;
  readonly receiveAlarm: IFunction;
  readonly page: IAlarmAction;
}

/** Pages about the orchestrator itself: the last net under failures that could not tell people themselves. */
export class OperationAlarms extends Construct {
  constructor(scope: Construct, id: string, { stateMachine, reconcile, receiveAlarm, page }: OperationAlarmsProps) {
    super(scope, id);
    const minute = { period: Duration.minutes(1), statistic: 'Sum' };
    const pageAtOnce = (construct: string, trouble: OperationTrouble, metric: IMetric) =>
      this.pageOn(construct, { trouble, metric, page, minutes: { of: 1, bad: 1 } });

    pageAtOnce('ExecutionsFailed', 'executions-failed', stateMachine.metricFailed(minute));
    pageAtOnce('ExecutionsTimedOut', 'executions-timed-out', stateMachine.metricTimedOut(minute));
    pageAtOnce('ExecutionsAborted', 'executions-aborted', stateMachine.metricAborted(minute));
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html: after the last attempt, or too old.
    pageAtOnce('AlarmsDropped', 'alarms-dropped', receiveAlarm.metric('AsyncEventsDropped', minute));
    // One failed minute mends itself in the next; three of five do not.
    this.pageOn('ReconcileFailing', {
      trouble: 'reconcile-failing',
      metric: reconcile.metricErrors(minute),
      page,
      minutes: { of: 5, bad: 3 },
    });
  }

  private pageOn(
    construct: string,
    {
      trouble,
      metric,
      page,
      minutes,
    }: {
      readonly trouble: OperationTrouble;
      readonly metric: IMetric;
      readonly page: IAlarmAction;
      readonly minutes: { readonly of: number; readonly bad: number };
    },
  ): void {
    new Alarm(this, construct, {
      alarmName: names.operationAlarm(trouble),
      alarmDescription: `The failover orchestrator itself: ${trouble}. ${runbook(trouble)}`,
      metric,
      threshold: 1,
      evaluationPeriods: minutes.of,
      datapointsToAlarm: minutes.bad,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(page);
  }
}
