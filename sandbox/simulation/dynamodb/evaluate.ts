import { AwsError } from '../../aws/service.ts';
import type { Wire } from '../../aws/services/dynamodb/dynalite.ts';
import { isObject } from '../../aws/services/dynamodb/shapes.ts';
import type { Condition, Operand, Update } from './expression.ts';

/** An item in DynamoDB's JSON. Items are never changed in place: a new one replaces the old one. */
export type Item = Readonly<Record<string, unknown>>;

/** `#name` and `:value` of one request. */
export interface Bindings {
  readonly names: Wire;
  readonly values: Wire;
}

export const holds = (condition: Condition, item: Item, bound: Bindings): boolean => {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(part, item, bound));
    case 'or':
      return condition.parts.some((part) => holds(part, item, bound));
    case 'not':
      return !holds(condition.part, item, bound);
    case 'exists':
      return (at(item, condition.path, bound) !== undefined) === condition.wanted;
    case 'compare': {
      const [left, right] = [resolved(condition.left, item, bound), resolved(condition.right, item, bound)];
      return compares(condition.operator, left, right);
    }
  }
};

/** The item after an update. Every SET reads the item as it was before. Throws where a path leads nowhere. */
export const updated = (update: Update, item: Item, bound: Bindings): Item => {
  const values = update.set.map(({ path, value }) => {
    const found = resolved(value, item, bound);
    if (found === undefined)
      throw invalid('The provided expression refers to an attribute that does not exist in the item');
    return { path: path.map((name) => nameOf(name, bound)), found };
  });
  let next = item;
  for (const { path, found } of values) next = withValue(next, path, found);
  for (const path of update.remove)
    next = withValue(
      next,
      path.map((name) => nameOf(name, bound)),
      undefined,
    );
  return next;
};

const withValue = (item: Item, [name = '', ...rest]: readonly string[], value: unknown): Item => {
  if (rest.length > 0) {
    const child = item[name];
    if (!isObject(child) || !isObject(child.M))
      throw invalid('The document path provided in the update expression is invalid for update');
    return { ...item, [name]: { M: withValue(child.M, rest, value) } };
  }
  if (value !== undefined) return { ...item, [name]: value };
  const { [name]: _, ...others } = item;
  return others;
};

const resolved = (operand: Operand, item: Item, bound: Bindings): unknown =>
  'value' in operand ? given(operand.value, bound) : at(item, operand.path, bound);

const given = (placeholder: string, { values }: Bindings): unknown => {
  if (placeholder in values) return values[placeholder];
  throw invalid(
    `Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
  );
};

const nameOf = (name: string, { names }: Bindings): string => (name.startsWith('#') ? String(names[name]) : name);

const at = (item: Item, path: readonly string[], bound: Bindings): unknown => {
  let found: unknown = { M: item };
  for (const name of path) {
    const members = isObject(found) ? found.M : undefined;
    found = isObject(members) ? members[nameOf(name, bound)] : undefined;
  }
  return found;
};

/** An attribute that is not there compares with nothing; values of two types are never equal, and have no order. */
const compares = (operator: string, left: unknown, right: unknown): boolean => {
  const [leftType, leftValue] = typed(left);
  const [rightType, rightValue] = typed(right);
  const same = leftType !== undefined && leftType === rightType;
  const equal =
    same && (leftType === 'N' ? Number(leftValue) === Number(rightValue) : deepEqual(leftValue, rightValue));
  if (operator === '=') return equal;
  if (operator === '<>') return !equal;
  if (!same || (leftType !== 'N' && leftType !== 'S')) return false;
  const order =
    leftType === 'N'
      ? Math.sign(Number(leftValue) - Number(rightValue))
      : Buffer.compare(Buffer.from(String(leftValue)), Buffer.from(String(rightValue)));
  return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator] ?? false;
};

const typed = (value: unknown): readonly [string?, unknown?] =>
  isObject(value) ? (Object.entries(value)[0] ?? []) : [];

const deepEqual = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, n) => deepEqual(each, b[n]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && deepEqual(a[key], b[key]));
};

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
