import { Duration } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { names } from '../../functions/contract/names.ts';
import { DatastoreAlarms } from './alarms.ts';
import type { Grants } from './grants/vocabulary.ts';
import { arns, datastoresAt, type Place } from './place.ts';
import { TaskFunction } from './task-function.ts';

export interface TriggersProps {
  readonly place: Place;
  readonly allow: Grants;
  readonly topic: ITopic;
}

/** From an alarm to an execution: the alarms of each datastore, and `ReceiveAlarm`, which they invoke. */
export class Triggers extends Construct {
  readonly receiveAlarm: TaskFunction;

  constructor(scope: Construct, id: string, { place, allow, topic }: TriggersProps) {
    super(scope, id);
    this.receiveAlarm = new TaskFunction(this, 'ReceiveAlarm', {
      config: place.config,
      description: 'Reads an alarm back and starts the workflow if it is ours and still true.',
      // An hour-old alarm is Reconcile's business, which looks every minute. What is given up on pages by an alarm.
      maxEventAge: Duration.hours(1),
      retryAttempts: 2,
      may: [allow.readAlarmsHere, allow.readSwitch, allow.startRuns],
    });
    const page = new SnsAction(topic);
    const receive: IAlarmAction = { bind: () => ({ alarmActionArn: this.receiveAlarm.functionArn }) };

    for (const [name, datastore] of datastoresAt(place)) {
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
      this.receiveAlarm.addPermission(`PrimaryDown-${name}`, {
        principal: new ServicePrincipal('lambda.alarms.cloudwatch.amazonaws.com'),
        sourceAccount: place.config.account,
        sourceArn: arns(place).alarm(names.primaryDownAlarm(name)),
      });
      new DatastoreAlarms(this, `Alarms-${name}`, { name, datastore, page, receive });
    }
  }
}
