import type { DeleteAlarmsCommandInput, SetAlarmStateCommandInput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../service.ts';
import type { RegionState } from './alarm.ts';
import { checkEnum } from './alarm-checks.ts';
import type { StateValue } from './missing-data.ts';
import { resourceNotFound, validationError } from './refusals.ts';
import { parentsOf, type Transitions } from './transitions.ts';

const states: readonly StateValue[] = ['INSUFFICIENT_DATA', 'ALARM', 'OK'];
const isState = (value: string | undefined): value is StateValue => states.some((known) => known === value);

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Forces a state until the next evaluation: of a metric alarm soon, of a composite only when a child changes. */
export const setAlarmState = (
  { AlarmName = '', StateValue: value, StateReason, StateReasonData }: SetAlarmStateCommandInput,
  { home, enter }: { readonly home: RegionState; readonly enter: Transitions['enter'] },
): void => {
  checkEnum(value, { at: 'stateValue', allowed: states });
  if (!isState(value)) throw validationError('StateValue must not be null');
  if (StateReason === undefined) throw validationError('StateReason must not be null');
  if (StateReason.length > 1023) throw validationError('StateReason must have length less than or equal to 1023');
  if (StateReasonData !== undefined && !isJson(StateReasonData))
    throw new AwsError('InvalidFormat', 'StateReasonData is not valid JSON.');
  const alarm = home.alarms.get(AlarmName);
  if (!alarm) throw resourceNotFound(`Alarm ${AlarmName} does not exist.`);

  const data = StateReasonData === undefined ? {} : { reasonData: StateReasonData };
  enter(home, alarm, { value, reason: StateReason, ...data, forced: true });
};

/** Deletes the named alarms that exist; refuses if a composite that stays depends on one of them. */
export const deleteAlarms = ({ AlarmNames = [] }: DeleteAlarmsCommandInput, home: RegionState): string[] => {
  const doomed = AlarmNames.flatMap((name) => home.alarms.get(name) ?? []);
  if (AlarmNames.length > 100) throw validationError('At most 100 alarms can be deleted at once.');
  if (doomed.filter(({ kind }) => kind === 'composite').length > 1)
    throw validationError('At most one composite alarm can be deleted at once.');
  for (const alarm of doomed)
    if (parentsOf(home, alarm).length > 0)
      throw validationError(`Cannot delete ${alarm.name} as there are composite alarm(s) depending on it.`);
  for (const { name } of doomed) home.alarms.delete(name);
  return doomed.map(({ name }) => name);
};

/** EnableAlarmActions and DisableAlarmActions; names that do not exist are passed over. */
export const switchActions = (names: readonly string[], { home, on }: { home: RegionState; on: boolean }): void => {
  for (const name of names) {
    const alarm = home.alarms.get(name);
    if (alarm) alarm.actionsEnabled = on;
  }
};
