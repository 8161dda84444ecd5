import { isEvaluated } from './condition-keys.ts';
import { matchesArn, matchesText, requestValue, withVariables } from './patterns.ts';
import type { Condition } from './policy.ts';

/** Condition keys and their values in one request. An array makes a key multivalued. */
export type Conditions = Readonly<Record<string, string | readonly string[]>>;

type Compare = (value: string, wanted: string) => boolean;

const folded: Compare = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();
const number =
  (compare: (a: number, b: number) => boolean): Compare =>
  (value, wanted) =>
    value !== '' && wanted !== '' && compare(Number(value), Number(wanted));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const positive: Readonly<Record<string, Compare>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: folded,
  StringLike: (value, wanted) => matchesText(wanted, value),
  ArnEquals: (value, wanted) => matchesArn(wanted, value),
  ArnLike: (value, wanted) => matchesArn(wanted, value),
  Bool: folded,
  NumericEquals: number((a, b) => a === b),
  NumericLessThan: number((a, b) => a < b),
  NumericLessThanEquals: number((a, b) => a <= b),
  NumericGreaterThan: number((a, b) => a > b),
  NumericGreaterThanEquals: number((a, b) => a >= b),
};

/** Each holds where its positive twin does not. */
const negative: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
};

/** Whether all conditions hold. An operator that is not evaluated here is named instead. */
export const conditionsHold = (
  conditions: readonly Condition[],
  request: Conditions,
): boolean | { readonly unknown: string } => {
  const verdicts = conditions.map((condition) => conditionHolds(condition, request));
  return verdicts.find((verdict) => typeof verdict === 'object') ?? verdicts.every((verdict) => verdict === true);
};

const conditionHolds = (condition: Condition, request: Conditions): boolean | { readonly unknown: string } => {
  const [, set, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(condition.operator) ?? [];
  const found = requestValue(request, condition.key);
  if (found === undefined && !isEvaluated(condition.key))
    return { unknown: `the sandbox does not know the condition key ${condition.key}` };
  if (condition.operator === 'Null')
    return condition.values.some((v) => (v.toLowerCase() === 'true') === (found === undefined));
  const compare = positive[name] ?? positive[negative[name] ?? ''];
  if (!compare || name === 'Null')
    return { unknown: `the sandbox does not evaluate the condition operator ${condition.operator}` };
  const wanted = condition.values.flatMap((value) => withVariables(value, request) ?? []);
  const equals = (value: string) => wanted.some((pattern) => compare(value, pattern));
  const accepts = name in negative ? (value: string) => !equals(value) : equals;
  if (found === undefined) return ifExists !== undefined || missingKeyHolds(set, name);
  const values = typeof found === 'string' ? [found] : found;
  if (set === 'ForAllValues') return values.every(accepts);
  if (set === 'ForAnyValue') return values.some(accepts);
  // A multivalued key under a plain operator is an error of the policy's author; AWS advises against it. Never kinder:
  return values.length > 0 && values.every(accepts);
};

/** Without the key, ForAllValues holds, ForAnyValue does not, and of the plain operators the negated ones do. */
const missingKeyHolds = (set: string | undefined, name: string): boolean =>
  set === 'ForAllValues' || (set === undefined && name in negative);
