import { type Alarm, type AlarmState, actionsFor, type CompositeAlarm, type RegionState } from './alarm.ts';
import { lambdaEvent, stateChangeEvent, type Transition } from './alarm-event.ts';
import { alarmMessage, alarmSubject } from './alarm-message.ts';
import { alarmsOf, holds } from './alarm-rule.ts';
import type { CloudwatchDependencies } from './ports.ts';
import { eventTime, longTime } from './wording.ts';

export type NewState = Pick<AlarmState, 'value' | 'reason' | 'reasonData' | 'triggering'>;

export interface Transitions {
  /** Sets the state; a change is recorded, performs its actions once, and is felt by the composites above. */
  readonly enter: (home: RegionState, alarm: Alarm, next: NewState & { readonly forced?: boolean }) => void;
  /** Looks at a composite's rule. `because` ends its reason: what was changed, or which child. */
  readonly evaluate: (home: RegionState, composite: CompositeAlarm, because: Alarm | 'created' | 'updated') => void;
}

/** The alarm that a rule names, by name or by ARN. */
export const namedAlarm = ({ alarms }: RegionState, reference: string): Alarm | undefined =>
  alarms.get(reference) ?? [...alarms.values()].find(({ arn }) => arn === reference);

/** The composites whose rules name this alarm. */
export const parentsOf = (home: RegionState, alarm: Alarm): CompositeAlarm[] =>
  [...home.alarms.values()].filter(
    (other): other is CompositeAlarm =>
      other.kind === 'composite' && alarmsOf(other.rule).some((name) => namedAlarm(home, name) === alarm),
  );

const isLambda = (arn: string): boolean => arn.startsWith('arn:aws:lambda:');
const isSns = (arn: string): boolean => arn.startsWith('arn:aws:sns:');

const perform = (transition: Transition, actions: CloudwatchDependencies['actions']): void => {
  const { alarm, region } = transition;
  actions.eventBridge?.(region, stateChangeEvent(transition));
  if (!alarm.actionsEnabled) return;

  for (const arn of actionsFor(alarm, alarm.state.value)) {
    if (isLambda(arn))
      actions.lambda({ region, functionArn: arn, alarmArn: alarm.arn, event: lambdaEvent(transition) });
    if (isSns(arn)) {
      const subject = alarmSubject(transition);
      actions.sns({ region, topicArn: arn, alarmArn: alarm.arn, subject, message: alarmMessage(transition) });
    }
  }
};

const compositeState = (composite: CompositeAlarm, because: Alarm | 'created' | 'updated', value: 'ALARM' | 'OK') => {
  if (typeof because === 'string')
    return {
      value,
      reason: `${composite.arn} was ${because} and its alarm rule evaluates to ${value}`,
      reasonData: JSON.stringify({ triggeringAlarms: [] }),
    };
  const { arn, state } = because;
  const at = state.transitionedAt;
  const triggering = [{ arn, value: state.value, at }];
  return {
    value,
    reason: `${arn} transitioned to ${state.value} at ${longTime(at)}`,
    reasonData: JSON.stringify({
      triggeringAlarms: [{ arn, state: { value: state.value, timestamp: eventTime(at) } }],
    }),
    triggering,
  };
};

/**
 * How alarms change state. Actions follow a change of the value and nothing else, so they are never sent twice; a
 * composite is looked at only when a child changed or its rule was put, so a forced one stays until then (SetAlarmState).
 */
export const createTransitions = (dependencies: CloudwatchDependencies): Transitions => {
  const { clock, history, account, actions, isDark = () => false } = dependencies;
  // "The evaluation of composite alarms stops if CloudWatch detects a cycle in the evaluation path."
  const path = new Set<CompositeAlarm>();

  const enter: Transitions['enter'] = (home, alarm, { forced = false, ...next }) => {
    const now = clock.now();
    const previous = alarm.state;
    const changed = previous.value !== next.value;
    alarm.state = { ...next, updatedAt: now, transitionedAt: changed ? now : previous.transitionedAt };
    if (!changed) return;

    history.append({
      kind: 'alarm',
      region: home.region,
      name: alarm.name,
      detail: { type: alarm.kind, from: previous.value, to: next.value, reason: next.reason, forced },
    });
    perform({ region: home.region, account, alarm, previous }, actions);
    for (const parent of parentsOf(home, alarm)) evaluate(home, parent, alarm);
  };

  const evaluate: Transitions['evaluate'] = (home, composite, because) => {
    if (isDark(home.region) || path.has(composite)) return;
    path.add(composite);
    try {
      const value = holds(composite.rule, (name) => namedAlarm(home, name)?.state.value) ? 'ALARM' : 'OK';
      if (value !== composite.state.value) enter(home, composite, compositeState(composite, because, value));
    } finally {
      path.delete(composite);
    }
  };

  return { enter, evaluate };
};
