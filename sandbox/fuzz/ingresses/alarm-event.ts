import fc from 'fast-check';
import * as z from 'zod';
import { receiveAlarm } from '../../../functions/handlers/receive-alarm.ts';
import { damagedText, shaped, valueOfText } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { account, ago, instant, west } from '../samples.ts';
import { healthy, lost } from '../scene.ts';
import { runStep } from '../step-in-scene.ts';

const alarmName = 'failover-sessions-primary-down';

/** What CloudWatch hands over when "primary down" changes to ALARM. */
export const alarmEvent = {
  source: 'aws.cloudwatch',
  alarmArn: `arn:aws:cloudwatch:${west}:${account}:alarm:${alarmName}`,
  accountId: account,
  region: west,
  time: instant(ago(30)),
  alarmData: {
    alarmName,
    state: { value: 'ALARM', reason: 'because', timestamp: '2026-11-23T11:59:30.123+0000' },
    previousState: { value: 'OK', timestamp: instant(ago(600)) },
    configuration: { alarmRule: 'ALARM("failover-sessions-data-arriving")' },
  },
};

const inSns = (message: string) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      Sns: { Type: 'Notification', TopicArn: `arn:aws:sns:${west}:${account}:failover`, Message: message },
    },
  ],
});
const inEventBridge = {
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account,
  region: west,
  resources: [alarmEvent.alarmArn],
  detail: alarmEvent.alarmData,
};
const text = JSON.stringify(alarmEvent);

/** Over a healthy datastore nothing starts; over a lost one at most an execution of ours, under a sound name. */
const receive = async (event: unknown) => [
  ...(await played({
    situation: healthy,
    act: (scene) => runStep(scene, { schema: z.unknown(), act: receiveAlarm, event }),
  })),
  ...(await played({
    situation: lost,
    act: (scene) => runStep(scene, { schema: z.unknown(), act: receiveAlarm, event }),
  })),
];

export const alarmEvents: Ingress = {
  name: 'alarm',
  readBy: 'the check of the event and the alarms read back; ports in memory',
  weight: 18,
  shaped: shaped(alarmEvent),
  raw: damagedText(text).map(valueOfText),
  play: receive,
};

export const wrappedAlarmEvents: Ingress = {
  name: 'wrapped-alarm',
  readBy: 'the check of the event: by SNS, by SNS in SNS, by EventBridge, encoded twice; ports in memory',
  weight: 6,
  shaped: shaped<unknown>(
    inSns(text),
    inSns(JSON.stringify(inSns(text))),
    inEventBridge,
    text,
    { body: text },
    { detail: alarmEvent },
    [alarmEvent],
  ),
  raw: fc
    .tuple(damagedText(text), fc.boolean())
    .map(([message, twice]) => inSns(twice ? JSON.stringify(message) : message)),
  play: receive,
};
