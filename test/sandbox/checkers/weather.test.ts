import { expect, test } from '@jest/globals';
import { weatherAt } from '../../../sandbox/checkers/reading/faults.ts';
import type { Entry } from '../../../sandbox/history.ts';
import { at, east, fault, recordOf, west } from './a-run.ts';

const reaches = (entries: readonly Entry[], seconds: number): boolean =>
  weatherAt(recordOf(entries), at(seconds)).reaches(east, west, 'api');
const oneWay = { from: east, to: west };
const lossy = (lossRate: number) => ({ ...oneWay, traffic: ['api'], way: { latencyMs: 0, lossRate } });

test('a link that two things broke is whole when both are mended, in whatever order', () => {
  const both = [
    fault(10, 'cut', { a: east, b: west }),
    fault(20, 'cut-one-way', oneWay),
    fault(30, 'mend-one-way', oneWay),
  ];
  expect([reaches(both, 5), reaches(both, 25), reaches(both, 35)]).toEqual([true, false, false]);
  expect(reaches([...both, fault(40, 'mend', { a: east, b: west })], 45)).toBe(true);
});

test('a direction that was lost twice is found twice', () => {
  const twice = [fault(10, 'cut-one-way', oneWay), fault(20, 'cut-one-way', oneWay), fault(30, 'mend-one-way', oneWay)];
  expect(reaches(twice, 35)).toBe(false);
  expect(reaches([...twice, fault(40, 'mend-one-way', oneWay)], 45)).toBe(true);
});

test('a link that works badly is as lost from three packets in ten; a little worse mends nothing, and better neither', () => {
  expect(reaches([fault(10, 'impaired', lossy(0.3))], 15)).toBe(false);
  const little = [
    fault(10, 'impaired', lossy(0.3)),
    fault(20, 'impaired', lossy(0.01)),
    fault(30, 'repaired', lossy(0.01)),
  ];
  expect([reaches(little, 25), reaches(little, 35)]).toEqual([false, false]);
  expect(reaches([...little, fault(40, 'repaired', lossy(0.3))], 45)).toBe(true);
});

test('a Region that is healed has all its links again', () => {
  const broken = [fault(10, 'cut-one-way', oneWay), fault(20, 'blackout', { region: west })];
  expect(reaches([...broken, fault(30, 'heal', { region: west })], 35)).toBe(true);
});

test('over a bad link nobody is sure to reach, and nobody sure not to hear; over a lost one nobody hears', () => {
  const hears = (entries: readonly Entry[]): boolean => weatherAt(recordOf(entries), at(15)).hears(east, west, 'api');
  const slow = fault(10, 'impaired', { ...oneWay, traffic: 'all', way: { latencyMs: 2000, lossRate: 0 } });
  expect([reaches([slow], 15), hears([slow])]).toEqual([false, true]);
  expect(hears([fault(10, 'cut-one-way', oneWay)])).toBe(false);
});
