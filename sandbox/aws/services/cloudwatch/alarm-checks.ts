import { validationError } from './refusals.ts';

const ACTION = /^arn:aws[\w-]*:[\w-]+:[\w-]*:(\d{12})?:.+$/;
const MAX_ACTIONS = 5;

interface Common {
  readonly AlarmName?: string | undefined;
  readonly AlarmDescription?: string | undefined;
  readonly OKActions?: readonly string[] | undefined;
  readonly AlarmActions?: readonly string[] | undefined;
  readonly InsufficientDataActions?: readonly string[] | undefined;
}

const constraint = (value: unknown, { at, rule }: { at: string; rule: string }): never => {
  throw validationError(
    `1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: ${rule}`,
  );
};

/** What both kinds of alarms ask of a request. Returns the name. */
export const checkAlarm = ({ AlarmName, AlarmDescription, ...actions }: Common): string => {
  if (!AlarmName) return constraint(AlarmName ?? 'null', { at: 'alarmName', rule: 'Member must not be null' });
  if (AlarmName.length > 255)
    constraint(AlarmName, { at: 'alarmName', rule: 'Member must have length less than or equal to 255' });
  if (/\p{Cc}/u.test(AlarmName))
    constraint(AlarmName, { at: 'alarmName', rule: 'Member must not contain ASCII control characters' });
  if ((AlarmDescription?.length ?? 0) > 1024)
    constraint(AlarmDescription, {
      at: 'alarmDescription',
      rule: 'Member must have length less than or equal to 1024',
    });
  for (const list of [actions.OKActions, actions.AlarmActions, actions.InsufficientDataActions]) {
    if ((list?.length ?? 0) > MAX_ACTIONS)
      throw validationError(`Too many actions: at most ${MAX_ACTIONS} actions are supported per state.`);
    const wrong = list?.find((arn) => !ACTION.test(arn));
    if (wrong !== undefined) throw validationError(`Invalid arn syntax: ${wrong}`);
  }
  return AlarmName;
};

/** Refuses a value outside the model's enumeration, in the words of the service. */
export const checkEnum = (
  value: string | undefined,
  { at, allowed }: { at: string; allowed: readonly string[] },
): void => {
  if (value === undefined || allowed.includes(value)) return;
  constraint(value, { at, rule: `Member must satisfy enum value set: [${allowed.join(', ')}]` });
};
