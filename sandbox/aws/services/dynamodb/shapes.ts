import type { Wire } from './dynalite.ts';

/** An item or key in DynamoDB JSON. */
export type Item = Readonly<Record<string, unknown>>;

/** An answer about tables with the sandbox's own times, in seconds, in place of dynalite's. */
export const withTimes = (value: unknown, seconds: number): unknown => {
  if (Array.isArray(value)) return value.map((member) => withTimes(member, seconds));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => {
    // An attribute of such a name holds an object, so a bare number is a time.
    const isTime = key.endsWith('DateTime') && typeof member === 'number';
    return [key, isTime ? seconds : withTimes(member, seconds)];
  });
  return Object.fromEntries(entries);
};

/** Typed attribute values as plain values, for the history: short, and readable by a checker. */
export const plain = (item: Item): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));

export const isObject = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const plainValue = (typed: unknown): unknown => {
  if (!isObject(typed)) return typed;
  const [[type, value] = []] = Object.entries(typed);
  if (type === 'N') return Number(value);
  if (type === 'NULL') return null;
  if (type === 'NS' && Array.isArray(value)) return value.map(Number);
  if (type === 'L' && Array.isArray(value)) return value.map(plainValue);
  if (type === 'M' && isObject(value)) return plain(value);
  return type === 'B' || type === 'BS' ? '(binary)' : value;
};
