import { expect, test } from '@jest/globals';
import { l09 } from '../../../sandbox/checkers/l09-break-glass.ts';
import { accepted, calm, east, found, page, promoted, published, put, ranFunction, turns, west } from './a-run.ts';

const byHand = [
  ...calm(),
  accepted(100, { to: west, handler: 'people', requestId: 'theirs' }),
  ...promoted(101),
  ranFunction(110, 'TouchCache', { region: west }),
  ...turns(120, 1500),
];

test('adopted', () => {
  expect(found(l09, [...byHand, put(120, west, { value: published(2, west) })])).toEqual([]);
});

test('ignored, and nobody told', () => {
  expect(found(l09, byHand)).toEqual([
    'people promoted us-west-2 for sessions at 100.0 s; at the end it publishes us-east-1, and nobody was told',
  ]);
  expect(found(l09, [...byHand, page(500, east)])).toEqual([]);
});

test('people moved it back by themselves', () => {
  expect(found(l09, [...byHand, accepted(200, { to: east, handler: 'people' }), ...promoted(201, east)])).toEqual([]);
});
