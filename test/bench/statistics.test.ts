import { expect, test } from '@jest/globals';
import { largest, median } from '../../bench/statistics.ts';
import { tableLines } from '../../bench/table.ts';

test('the median is the middle one, or lies between the two in the middle, whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 1, 4, 2])).toBe(3);
  expect(median([])).toBeNaN();
});

test('the largest counts as a number, not as text', () => {
  expect(largest([9, 10, 1])).toBe(10);
});

test('a table has its titles, a rule, and a column as wide as its widest cell', () => {
  expect(
    tableLines([
      { what: 'a', ms: 5 },
      { what: 'long name', ms: 1234 },
    ]),
  ).toEqual(['what       ms', '---------  ----', 'a             5', 'long name  1234']);
});
