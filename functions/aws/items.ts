import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A value of JSON as DynamoDB writes it. Members that are undefined are left out. */
export const toAttribute = (value: unknown): AttributeValue => {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number') return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  if (typeof value === 'object') return { M: toItem(value) };
  throw new Error(`a ${typeof value} cannot be kept in the journal`);
};

export const toItem = (value: object): Record<string, AttributeValue> =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, toAttribute(member)]])),
  );

/** The value of JSON behind an attribute; fails for the kinds that `toAttribute` never writes. */
export const fromAttribute = (attribute: AttributeValue | undefined): unknown => {
  // A member called __proto__ comes without its value.
  if (attribute === undefined) throw new Error('the journal holds an attribute that we never write');
  if (attribute.NULL !== undefined) return null;
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.M !== undefined) return fromItem(attribute.M);
  throw new Error('the journal holds an attribute that we never write');
};

export const fromItem = (item: Readonly<Record<string, AttributeValue>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([key, attribute]) => [key, fromAttribute(attribute)]));
