import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Datastore } from '../../functions/contract/config.ts';
import { metrics, names } from '../../functions/contract/names.ts';
import { probeIntervalSeconds } from '../../functions/contract/policy.ts';
import { compositeAlarms } from './composite-alarms.ts';
import { runbook } from './runbook.ts';

export interface DatastoreAlarmsProps {
  readonly name: string;
  readonly datastore: Datastore;
  readonly page: IAlarmAction;
  /** Starts the workflow. */
  readonly receive: IAlarmAction;
}

/** The alarms on one datastore's evidence. Missing data says nothing about a primary; only its absence pages. */
export class DatastoreAlarms extends Construct {
  constructor(scope: Construct, id: string, { name, datastore, page, receive }: DatastoreAlarmsProps) {
    super(scope, id);
    const every = Duration.seconds(probeIntervalSeconds[datastore.profile]);
    /** Bad in two of three looks. Maximum: one look within a period that was good makes the period good. */
    const twoOfThree = { evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData: TreatMissingData.MISSING };

    const evidence = [
      new Alarm(this, 'DataArriving', {
        alarmName: names.dataArrivingAlarm(name),
        alarmDescription: `No data arrives in ${name} from its primary. ${runbook('data-arriving')}`,
        metric: metricOf(metrics.dataArriving, { name, every, statistic: Stats.MAXIMUM }),
        ...belowOne,
        ...twoOfThree,
      }),
      new Alarm(this, 'PrimaryReachable', {
        alarmName: names.primaryReachableAlarm(name),
        alarmDescription: `The published primary of ${name} takes no write from here. ${runbook('primary-reachable')}`,
        metric: metricOf(metrics.primaryReachable, { name, every, statistic: Stats.MAXIMUM }),
        ...belowOne,
        ...twoOfThree,
      }),
    ];
    // Three whole minutes, whatever the profile: a minute between two invocations of Probe is no reason to wake anybody.
    const ran = new Alarm(this, 'ProbeRan', {
      alarmName: names.probeRanAlarm(name),
      alarmDescription: `Nobody looked at ${name} for 3 minutes: an outage would go unnoticed. ${runbook('probe-ran')}`,
      metric: metricOf(metrics.probeRan, { name, every: Duration.minutes(1), statistic: Stats.SUM }),
      ...belowOne,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: TreatMissingData.BREACHING,
    });
    ran.addAlarmAction(page);

    for (const composite of compositeAlarms(this, { name, page, receive })) composite.node.addDependency(...evidence);
  }
}

const belowOne = { threshold: 1, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD };

const metricOf = (
  metricName: string,
  { name, every, statistic }: { readonly name: string; readonly every: Duration; readonly statistic: string },
) =>
  new Metric({
    namespace: metrics.namespace,
    metricName,
    dimensionsMap: { [metrics.dimension]: name },
    period: every,
    statistic,
  });
