import { expect, test } from '@jest/globals';
import { l05 } from '../../../sandbox/checkers/l05-constant-work.ts';
import { called, found, ranFunction, west } from './a-run.ts';

const turn = (invocation: string, reads: number, outcome = 'OK') =>
  Array.from({ length: reads }, () =>
    called(1, 'elasticache:DescribeGlobalReplicationGroups', {
      handler: 'Reconcile',
      region: west,
      invocation,
      outcome,
    }),
  );

test('the same reads each turn', () => {
  expect(found(l05, [...turn('a', 11), ...turn('b', 15)])).toEqual([]);
});

test('a turn that reads far more than a calm one', () => {
  expect(found(l05, [...turn('a', 11), ...turn('b', 22)])).toEqual([
    'a turn of Reconcile in us-west-2 at 1.0 s made 22 calls, 22 of them reads; at most 21 are its work',
  ]);
});

test('a storm of attempts', () => {
  expect(found(l05, [...turn('a', 11), ...turn('b', 60, 'ThrottlingException')])).toEqual([]);
  expect(found(l05, [...turn('a', 11), ...turn('b', 200, 'ThrottlingException')])).toHaveLength(1);
});

test('a turn that was ended early is no measure', () => {
  const began = ranFunction(0, 'Reconcile', { region: west, requestId: 'cut', phase: 'start' });
  const failed = ranFunction(2, 'Reconcile', { region: west, requestId: 'cut', functionError: 'Unhandled' });
  expect(found(l05, [began, ...turn('cut', 1), ...turn('b', 15)])).toEqual([]);
  expect(found(l05, [began, ...turn('cut', 1), failed, ...turn('b', 15)])).toEqual([]);
});
