import { expect, test } from '@jest/globals';
import { partOf, sampleOf } from '../../../sandbox/matrix/sample.ts';

const items = Array.from({ length: 103 }, (_, index) => index);

test('the parts are all items together, each once, and of nearly the same size', () => {
  const parts = [1, 2, 3, 4].map((k) => partOf(items, `${k}/4`) ?? []);
  expect(parts.flat().sort((a, b) => a - b)).toEqual(items);
  expect(parts.map(({ length }) => length).sort()).toEqual([25, 26, 26, 26]);
});

test('of items that alternate, each part gets both kinds', () => {
  for (const k of [1, 2, 3, 4]) {
    const odd = (partOf(items, `${k}/4`) ?? []).filter((item) => item % 2 === 1);
    expect(odd.length).toBeGreaterThan(10);
    expect(odd.length).toBeLessThan(16);
  }
});

test.each(['0/4', '5/4', '1/0', '1', '1/', '-1/4', '1.5/4', 'all', '1/4/2'])('%s is no part', (part) => {
  expect(partOf(items, part)).toBeUndefined();
});

test('a sample is as large as was asked for, in the order of the items, and repeated by its seed', () => {
  const sample = sampleOf(items, { most: 10, seed: 7 });
  expect(sample).toHaveLength(10);
  expect(sample.toSorted((a, b) => a - b)).toEqual(sample);
  expect(sampleOf(items, { most: 10, seed: 7 })).toEqual(sample);
  expect(sampleOf(items, { most: 10, seed: 8 })).not.toEqual(sample);
  expect(sampleOf(items, { most: 1000, seed: 7 })).toEqual(items);
});
