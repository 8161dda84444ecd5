import { AlarmRule, CompositeAlarm, type IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { names } from '../../functions/contract/names.ts';
import { runbook } from './runbook.ts';

export interface CompositeAlarmsProps {
  readonly name: string;
  readonly page: IAlarmAction;
  readonly receive: IAlarmAction;
}

/** What the evidence of one datastore adds up to. Both page; only a primary that is down starts the workflow. */
export const compositeAlarms = (
  scope: Construct,
  { name, page, receive }: CompositeAlarmsProps,
): readonly CompositeAlarm[] => {
  const noData = `ALARM("${names.dataArrivingAlarm(name)}")`;
  const reachable = `OK("${names.primaryReachableAlarm(name)}")`;

  // NOT OK, rather than ALARM: a network that has no opinion must not keep the workflow from assessing.
  const primaryDown = new CompositeAlarm(scope, 'PrimaryDown', {
    compositeAlarmName: names.primaryDownAlarm(name),
    alarmDescription: `No data arrives in ${name} and its primary is not known to be reachable. ${runbook('primary-down')}`,
    alarmRule: AlarmRule.fromString(`${noData} AND NOT ${reachable}`),
  });
  primaryDown.addAlarmAction(receive, page);

  const replicationBroken = new CompositeAlarm(scope, 'ReplicationBroken', {
    compositeAlarmName: names.replicationBrokenAlarm(name),
    alarmDescription: `No data arrives in ${name} though its primary takes writes. ${runbook('replication-broken')}`,
    alarmRule: AlarmRule.fromString(`${noData} AND ${reachable}`),
  });
  replicationBroken.addAlarmAction(page);

  return [primaryDown, replicationBroken];
};
