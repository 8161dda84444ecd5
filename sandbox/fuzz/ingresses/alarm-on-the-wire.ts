import { receiveAlarmStep } from '../../../functions/handlers/receive-alarm.ts';
import { damagedText, shaped, valueOfText } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { ago } from '../samples.ts';
import { healthy, type Scene } from '../scene.ts';
import { type Answer, type Asked, wireWorld } from '../wire.ts';
import { alarmEvent } from './alarm-event.ts';

const wire = wireWorld(healthy);
const { world } = wire;
/** Where the handler logs and counts: the scene of the input that is played. */
let current: Scene | undefined;
const handler = receiveAlarmStep.inWorld({
  ...world,
  log: { info: (...line) => current?.ports.log.info(...line), warn: (...line) => current?.ports.log.warn(...line) },
  counter: { count: (...counted) => current?.ports.counter.count(...counted) },
});

const alarm = (AlarmName: string) => ({
  AlarmName,
  StateValue: 'ALARM',
  Namespace: 'GlobalDatastoreFailover',
  MetricName: AlarmName.endsWith('arriving') ? 'DataArriving' : 'PrimaryReachable',
  Dimensions: [{ Name: 'Datastore', Value: 'sessions' }],
  Period: 10,
  Statistic: 'Maximum',
  ComparisonOperator: 'LessThanThreshold',
  Threshold: 1,
});
const names = ['failover-sessions-data-arriving', 'failover-sessions-primary-reachable'];
/** Every alarm was forced into ALARM; the data behind them are fine. */
const told: Readonly<Record<string, Answer>> = {
  GetParameter: { status: 400, body: '{"__type":"ParameterNotFound"}' },
  DescribeAlarms: { body: JSON.stringify({ MetricAlarms: names.map(alarm), CompositeAlarms: [] }) },
  GetMetricData: {
    body: JSON.stringify({
      MetricDataResults: [{ Id: 'watched', Timestamps: [ago(10) / 1000], Values: [1], StatusCode: 'Complete' }],
    }),
  },
};
const answer =
  (scene: Scene) =>
  ({ operation, body }: Asked): Answer => {
    if (operation === 'StartExecution') scene.changes.push({ kind: 'start', name: 'by bytes', input: body });
    return told[operation] ?? { body: '{}' };
  };

/** The deployed step as it is: every adapter, every byte of every call. Slower, so a sample. */
export const alarmsOnTheWire: Ingress = {
  name: 'alarm-on-the-wire',
  readBy: 'the whole of ReceiveAlarm, every call of it as bytes',
  weight: 2,
  shaped: shaped(alarmEvent),
  raw: damagedText(JSON.stringify(alarmEvent)).map(valueOfText),
  play: (event) =>
    played({
      situation: healthy,
      act: (scene) => {
        current = scene;
        wire.answerWith(answer(scene));
        return handler(event, { awsRequestId: 'request-1', functionName: 'fuzz' });
      },
    }),
};
