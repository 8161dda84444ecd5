import { expect, test } from '@jest/globals';
import { checkAll, checkers, describeViolation, later } from '../../sandbox/checkers.ts';
import { calm, failover, fault, foundByAll, recordOf, west } from './checkers/a-run.ts';

test('a failover by the book breaks no promise, and neither does a quiet minute', () => {
  expect(foundByAll(failover())).toEqual([]);
  expect(foundByAll(calm())).toEqual([]);
});

test('each promise has one checker, or a reason why it has none', () => {
  const ids = [...checkers.map(({ id }) => id), ...later.map(({ id }) => id)];
  const expected = [
    ...Array.from({ length: 24 }, (_, n) => `N${n + 1}`),
    ...Array.from({ length: 9 }, (_, n) => `L${n + 1}`),
  ];
  expect(ids.toSorted()).toEqual(expected.toSorted());
});

test('violations come in the order in which they happened, and the same record is judged the same twice', () => {
  const lossless = failover().filter(({ name }) => name !== 'blackout');
  const record = recordOf([...lossless, fault(1000, 'blackout', { region: west })]);
  const all = checkAll(record);
  expect(all.length).toBeGreaterThan(1);
  expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => a - b));
  expect(checkAll(record)).toEqual(all);
  expect(all.map(describeViolation).every((line) => /^[NL]\d+: /.test(line))).toBe(true);
});
