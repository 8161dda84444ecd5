import * as z from 'zod';
import { executions } from '../aws/executions.ts';
import { monitoring } from '../aws/monitoring.ts';
import { parameters } from '../aws/parameters.ts';
import { metrics, names } from '../contract/names.ts';
import { type IgnoredBecause, triggerOf } from '../domain/alarm-trigger.ts';
import { automationInForce, describeSwitch } from '../domain/automation.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { executionName } from '../domain/execution-name.ts';
import { primaryDown } from '../domain/primary-down.ts';
import { canonical } from '../domain/published-record.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock, counter, log } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';

type Used = Pick<Ports, 'clock' | 'counter' | 'executions' | 'log' | 'monitoring' | 'parameters'>;
type Answer = { readonly started: string } | { readonly ignored: IgnoredBecause };

/**
 * Action of the composite alarm "primary down": is it ours, is it still true, then start the workflow.
 *
 * The event is a hint: the children's state and data are read back. Any number of copies start one execution. If they
 * cannot be read it throws, and Lambda delivers the event again; `Reconcile` looks every minute in any case.
 */
export const receiveAlarm =
  (ports: Used, { config, region }: Settings) =>
  async (event: unknown): Promise<Answer> => {
    const trigger = triggerOf(event, { config, region });
    if ('ignored' in trigger)
      return ignore(ports, { because: trigger.ignored, detail: trigger.detail, datastore: 'none' });

    const { datastore, since } = trigger;
    const { policy } = datastoreOf(config, datastore);
    const read = await ports.parameters.read(region, names.switchParameter(datastore));
    const inForce = automationInForce(policy.automation, { read, now: ports.clock.now() });
    if (inForce.automation === 'off')
      return ignore(ports, { because: 'SwitchedOff', detail: `the switch is ${describeSwitch(inForce)}`, datastore });

    const children = [names.dataArrivingAlarm(datastore), names.primaryReachableAlarm(datastore)];
    const alarms = await ports.monitoring.readAlarms(region, children);
    if (alarms.outcome !== 'answered')
      throw new Error(`the alarms of ${datastore} cannot be read back: ${alarms.detail}`);
    const { holds, detail } = primaryDown(datastore, alarms.value, ports.clock.now().getTime());
    if (!holds) return ignore(ports, { because: 'NotConfirmed', detail, datastore });

    const name = executionName(datastore, since);
    const reason = `${names.primaryDownAlarm(datastore)} since ${since.toISOString()}`;
    await ports.executions.start(name, canonical({ datastore, reason, requestedBy: 'alarm' }));
    return { started: name };
  };

/** One line and one count for every alarm that is not acted on: silence would look like health. */
const ignore = (
  { counter, log }: Used,
  { because, detail, datastore }: { because: IgnoredBecause; detail: string; datastore: string },
): Answer => {
  log.warn('alarm ignored', { because, detail, datastore });
  const dimensions = { [metrics.dimension]: datastore, Reason: because };
  counter.count(metrics.alarmIgnored, dimensions);
  return { ignored: because };
};

export const receiveAlarmStep = step(
  z.unknown(),
  { clock, counter, executions, log, monitoring, parameters },
  receiveAlarm,
);
export const handler = deployed(receiveAlarmStep);
