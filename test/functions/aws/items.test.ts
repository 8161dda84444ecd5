import { expect, test } from '@jest/globals';
import { fromItem, toItem } from '../../../functions/aws/items.ts';

test('an item that holds what we never write fails by name, whatever it is called', () => {
  const binary = { data: { B: new Uint8Array([1]) } };
  expect(() => fromItem(binary)).toThrow('an attribute that we never write');
  // As the SDK hands on a member called __proto__: its name, and no value.
  const nothing = Object.fromEntries([['__proto__', undefined]]) as unknown as Parameters<typeof fromItem>[0];
  expect(() => fromItem(nothing)).toThrow('an attribute that we never write');
});

test('what was written is read back', () => {
  const value = { a: 'text', b: 1, c: [true, null], d: { e: 0 } };
  expect(fromItem(toItem(value))).toEqual(value);
});
