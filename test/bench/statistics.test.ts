import { expect, test } from '@jest/globals';
import { medianTimes, stateTimes } from '../../bench/blackout/state-times.ts';
import { largest, median } from '../../bench/statistics.ts';
import { tableLines } from '../../bench/table.ts';
import type { Entry } from '../../sandbox/history.ts';

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

test('a state counts from entering to leaving, and the last time it ran', () => {
  const entry = (at: number, name: string, phase: 'entered' | 'exited'): Entry => ({
    at,
    kind: 'state',
    name,
    detail: { at: phase },
  });
  const times = stateTimes([
    entry(0, 'CheckPromotion', 'entered'),
    entry(900, 'CheckPromotion', 'exited'),
    entry(1000, 'CheckPromotion', 'entered'),
    entry(1100, 'CheckPromotion', 'exited'),
    entry(1100, 'Promoted', 'entered'),
    entry(1101, 'Promoted', 'exited'),
  ]);
  expect(times).toEqual(
    new Map([
      ['CheckPromotion', 100],
      ['Promoted', 1],
    ]),
  );
  expect(medianTimes([times, new Map([['CheckPromotion', 300]])])).toEqual(new Map([['CheckPromotion', 200]]));
});
