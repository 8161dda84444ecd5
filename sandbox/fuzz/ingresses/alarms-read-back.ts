import fc from 'fast-check';
import * as z from 'zod';
import { monitoring } from '../../../functions/aws/monitoring.ts';
import { StepInput } from '../../../functions/contract/run-state.ts';
import { promoteRegion } from '../../../functions/handlers/promote-region.ts';
import { receiveAlarm } from '../../../functions/handlers/receive-alarm.ts';
import { damagedText, shaped } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { ago, aRun } from '../samples.ts';
import { healthy } from '../scene.ts';
import { runStep } from '../step-in-scene.ts';
import { wireWorld } from '../wire.ts';
import { alarmEvent } from './alarm-event.ts';

const wire = wireWorld(healthy);
const overBytes = monitoring(wire.world);

const metricAlarm = (AlarmName: string) => ({
  AlarmName,
  StateValue: 'ALARM',
  Namespace: 'GlobalDatastoreFailover',
  MetricName: 'DataArriving',
  Dimensions: [{ Name: 'Datastore', Value: 'sessions' }],
  Period: 10,
  Statistic: 'Minimum',
  ComparisonOperator: 'LessThanThreshold',
  Threshold: 1,
});
const names = ['failover-sessions-data-arriving', 'failover-sessions-primary-reachable', 'sessions-client-errors'];
const alarms = { MetricAlarms: names.map(metricAlarm), CompositeAlarms: [] };
const composite = {
  MetricAlarms: [],
  CompositeAlarms: [
    { AlarmName: 'sessions-client-errors', StateValue: 'ALARM', AlarmRule: 'ALARM("a") AND NOT OK(b)' },
  ],
};
/** What the data say of a healthy datastore: values that are 1, and no client that fails. */
const data = {
  MetricDataResults: [{ Id: 'watched', Timestamps: [ago(10) / 1000], Values: [1], StatusCode: 'Complete' }],
};

interface Told {
  readonly act: 'receive' | 'promote';
  readonly alarms: string;
  readonly data: string;
}
const told = (alarms: fc.Arbitrary<string>, data: fc.Arbitrary<string>): fc.Arbitrary<unknown> =>
  fc.record({ act: fc.constantFrom('receive', 'promote'), alarms, data });
const text = (value: unknown): string => JSON.stringify(value) ?? '';

/** Whatever CloudWatch says, the data at the secondary and the primary itself still speak: nothing is promoted. */
export const alarmsReadBack: Ingress = {
  name: 'alarms-read-back',
  readBy: 'CloudWatch from bytes, ReceiveAlarm or PromoteRegion; the other ports in memory',
  weight: 5,
  shaped: told(shaped<unknown>(alarms, composite).map(text), shaped<unknown>(data).map(text)),
  raw: told(damagedText(text(alarms), text(composite)), damagedText(text(data))),
  play: (input) => {
    const { act, ...answers } = input as Told;
    return played({
      situation: healthy,
      act: (scene) => {
        wire.answerWith(({ operation }) => ({ body: operation === 'DescribeAlarms' ? answers.alarms : answers.data }));
        const attacked = { monitoring: overBytes };
        if (act === 'receive')
          return runStep(scene, { schema: z.unknown(), act: receiveAlarm, event: alarmEvent, attacked });
        return runStep(scene, { schema: StepInput, act: promoteRegion, event: { state: { run: aRun } }, attacked });
      },
      // An alarm only starts a run, which decides by more than alarms; CloudWatch's own word is what it goes by.
      permits: (change) => change.kind === 'start' && act === 'receive',
    });
  },
};
