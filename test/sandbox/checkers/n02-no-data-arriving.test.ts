import { expect, test } from '@jest/globals';
import { n02 } from '../../../sandbox/checkers/n02-no-data-arriving.ts';
import { east, failover, fault, found, without } from './a-run.ts';

const blackoutAt = (seconds: number) => [
  ...without(failover(), ({ name }) => name === 'blackout'),
  fault(seconds, 'blackout', { region: east }),
];

test('data that stopped long enough ago speaks for a promotion', () => {
  expect(found(n02, failover())).toEqual([]);
  expect(found(n02, blackoutAt(44))).toEqual([]);
});

test('data that arrived within the persistence speaks against it', () => {
  expect(found(n02, blackoutAt(50))).toEqual([expect.stringMatching(/until 50\.0 s; it must have stopped for 20 s$/)]);
});

test('data that still arrives speaks against it', () => {
  expect(
    found(
      n02,
      without(failover(), ({ kind }) => kind === 'fault'),
    ),
  ).toEqual([expect.stringContaining('data from us-east-1 arrived there still')]);
});

test('a link that comes back for a moment only is nothing that a look must see', () => {
  const flapping = [...failover(), fault(40, 'heal', { region: east }), fault(45, 'blackout', { region: east })];
  expect(found(n02, flapping)).toEqual([]);
});
