import type { StateValue } from './missing-data.ts';

/** The rule of a composite alarm. `alarm` is a name or an ARN, as it was written. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: StateValue; readonly alarm: string }
  | { readonly kind: 'not'; readonly rule: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly rules: readonly AlarmRule[] }
  | AtLeast;

export interface AtLeast {
  readonly kind: 'at-least';
  readonly count: number;
  readonly percent: boolean;
  readonly negated: boolean;
  readonly state: StateValue;
  readonly alarms: readonly string[];
}

const childrenOf = (rule: AlarmRule): readonly string[] => {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarm];
    case 'not':
      return childrenOf(rule.rule);
    case 'at-least':
      return rule.alarms;
    default:
      return rule.rules.flatMap(childrenOf);
  }
};

/** The alarms that the rule names, each once, as written. */
export const alarmsOf = (rule: AlarmRule): string[] => [...new Set(childrenOf(rule))];

/** Is the rule true, given the state of each alarm that it names? */
export const holds = (rule: AlarmRule, stateOf: (alarm: string) => StateValue | undefined): boolean => {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'not':
      return !holds(rule.rule, stateOf);
    case 'and':
      return rule.rules.every((part) => holds(part, stateOf));
    case 'or':
      return rule.rules.some((part) => holds(part, stateOf));
    case 'at-least': {
      const matching = rule.alarms.filter((alarm) => (stateOf(alarm) === rule.state) !== rule.negated).length;
      return rule.percent ? matching * 100 >= rule.count * rule.alarms.length : matching >= rule.count;
    }
  }
};
