import type { PutCompositeAlarmCommandInput, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { type Alarm, type CompositeAlarm, initialState, type RegionState } from './alarm.ts';
import { checkAlarm } from './alarm-checks.ts';
import { type AlarmRule, alarmsOf } from './alarm-rule.ts';
import { parseAlarmRule } from './alarm-rule-parser.ts';
import { planOf } from './metric-alarm-plan.ts';
import { validationError } from './refusals.ts';
import { namedAlarm } from './transitions.ts';

interface Home {
  readonly home: RegionState;
  readonly account: string;
  readonly now: number;
}

const arnOf = (name: string, { home, account }: Home): string =>
  `arn:aws:cloudwatch:${home.region}:${account}:alarm:${name}`;

const existing = <Kind extends Alarm['kind']>(name: string, { kind, home }: { kind: Kind; home: RegionState }) => {
  const alarm = home.alarms.get(name);
  if (alarm && alarm.kind !== kind)
    throw validationError(`Cannot put a ${kind} alarm named ${name}: a ${alarm.kind} alarm of that name exists.`);
  return alarm;
};

/** Creates or replaces a metric alarm. "When you update an existing alarm, its state is left unchanged." */
export const putMetricAlarm = (input: PutMetricAlarmCommandInput, place: Home): void => {
  const name = checkAlarm(input);
  const { home, now } = place;
  const plan = planOf(input);
  const state = existing(name, { kind: 'metric', home })?.state ?? initialState(now);
  const actionsEnabled = input.ActionsEnabled ?? true;
  const arn = arnOf(name, place);
  home.alarms.set(name, { kind: 'metric', name, arn, settings: input, plan, configuredAt: now, actionsEnabled, state });
};

const ruleOf = (input: PutCompositeAlarmCommandInput, home: RegionState): AlarmRule => {
  const rule = parsed(input.AlarmRule ?? '');
  const unknown = alarmsOf(rule).filter((alarm) => !namedAlarm(home, alarm));
  if (unknown.length > 0)
    throw validationError(
      `Could not save the composite alarm as alarms [${unknown.join(', ')}] in the alarm rule do not exist`,
    );
  return rule;
};

const parsed = (text: string): AlarmRule => {
  try {
    return parseAlarmRule(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw validationError(`The alarm rule is invalid: ${error.message}`);
  }
};

/** Creates or replaces a composite alarm; its caller evaluates it at once. Suppressors are refused, not ignored. */
export const putCompositeAlarm = (
  input: PutCompositeAlarmCommandInput,
  place: Home,
): { composite: CompositeAlarm; change: 'created' | 'updated' } => {
  const name = checkAlarm(input);
  const { home, now } = place;
  if (input.ActionsSuppressor) throw validationError('ActionsSuppressor is not supported by the sandbox.');
  const rule = ruleOf(input, home);
  const before = existing(name, { kind: 'composite', home });
  const composite: CompositeAlarm = {
    kind: 'composite',
    name,
    arn: arnOf(name, place),
    settings: input,
    rule,
    configuredAt: now,
    actionsEnabled: input.ActionsEnabled ?? true,
    state: before?.state ?? initialState(now),
  };
  home.alarms.set(name, composite);
  return { composite, change: before ? 'updated' : 'created' };
};
