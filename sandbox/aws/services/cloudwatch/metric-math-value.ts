import type { Fold, MathExpression, Operator } from './metric-math.ts';

/** Values by period start. */
export type Series = ReadonlyMap<number, number>;
type Value = number | Series | readonly Value[];

const folds: Readonly<Record<Fold, (values: readonly number[]) => number>> = {
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  SUM: (values) => values.reduce((total, value) => total + value, 0),
  AVG: (values) => values.reduce((total, value) => total + value, 0) / values.length,
};

const operators: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

const isSeries = (value: Value): value is Series => value instanceof Map;
const isNumber = (value: Value): value is number => typeof value === 'number';

/** Two series meet only where both have a datapoint. What is not a number (a division by zero) is no datapoint. */
const combine = (operator: Operator, [left, right]: readonly [Value, Value]): Value => {
  const apply = operators[operator];
  if (isNumber(left) && isNumber(right)) return apply(left, right);
  const times = isSeries(left) ? left.keys() : isSeries(right) ? right.keys() : undefined;
  if (!times || Array.isArray(left) || Array.isArray(right))
    throw new SyntaxError(`the operator ${operator} does not apply to a list`);

  const at = (value: Value, time: number) => (isSeries(value) ? value.get(time) : isNumber(value) ? value : undefined);
  const result = new Map<number, number>();
  for (const time of times) {
    const [a, b] = [at(left, time), at(right, time)];
    const value = a === undefined || b === undefined ? Number.NaN : apply(a, b);
    if (Number.isFinite(value)) result.set(time, value);
  }
  return result;
};

/** A list folds at each time over those of its series that have a datapoint; a single series folds to a number. */
const fold = (name: Fold, argument: Value): Value => {
  if (isNumber(argument)) return argument;
  if (isSeries(argument)) return folds[name]([...argument.values()]);
  const items = argument.filter((item) => isNumber(item) || isSeries(item));
  const series = items.filter(isSeries);
  if (series.length === 0) return folds[name](items.filter(isNumber));

  const result = new Map<number, number>();
  for (const time of new Set(series.flatMap((item) => [...item.keys()]))) {
    const present = items.flatMap((item) => (isNumber(item) ? [item] : (item.get(time) ?? [])));
    result.set(time, folds[name](present));
  }
  return new Map([...result].sort(([a], [b]) => a - b));
};

/** Works the expression out over the named series. */
export const evaluateMath = (expression: MathExpression, series: (id: string) => Series): Value => {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'id':
      return series(expression.id);
    case 'list':
      return expression.items.map((item) => evaluateMath(item, series));
    case 'binary':
      return combine(expression.operator, [
        evaluateMath(expression.left, series),
        evaluateMath(expression.right, series),
      ]);
    case 'call':
      return fold(expression.fold, evaluateMath(expression.argument, series));
  }
};

/** Does it give one time series? CloudWatch takes nothing else for an alarm; a scalar or a list is refused here. */
export const givesSeries = (expression: MathExpression): boolean => {
  switch (expression.kind) {
    case 'id':
      return true;
    case 'binary':
      return givesSeries(expression.left) || givesSeries(expression.right);
    case 'call':
      return expression.argument.kind === 'list' && expression.argument.items.some(givesSeries);
    default:
      return false;
  }
};
