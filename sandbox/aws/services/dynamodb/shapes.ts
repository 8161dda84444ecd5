import type { Wire } from './dynalite.ts';

/** An item or key in DynamoDB JSON. */
export type Item = Readonly<Record<string, unknown>>;

/** The SDK's shapes as dynalite takes them: binary becomes base64. */
export const toWire = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toWire);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toWire(member)]));
};

/** dynalite's answer in the SDK's shapes: binary as bytes, and every time is the sandbox's own. */
export const fromWire = (value: unknown, time?: Date): unknown => {
  if (Array.isArray(value)) return value.map((member) => fromWire(member, time));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromMember(key, member, time)]));
};

/** Typed attribute values as plain values, for the history: short, and readable by a checker. */
export const plain = (item: Item): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));

export const isObject = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fromMember = (key: string, member: unknown, time?: Date): unknown => {
  if (key === 'B' && typeof member === 'string') return bytes(member);
  if (key === 'BS' && Array.isArray(member)) return member.map(bytes);
  // An attribute of such a name holds an object, so a bare number is a time.
  if (time && key.endsWith('DateTime') && typeof member === 'number') return time;
  return fromWire(member, time);
};

const bytes = (base64: unknown): Uint8Array => new Uint8Array(Buffer.from(String(base64), 'base64'));

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
