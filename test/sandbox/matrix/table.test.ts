import { expect, test } from '@jest/globals';
import type { CellResult } from '../../../sandbox/matrix/play-cells.ts';
import { metOf, tableOf } from '../../../sandbox/matrix/table.ts';

const result = (faults: readonly string[], met: readonly number[], more: Partial<CellResult> = {}): CellResult => ({
  ...{ cell: 'a cell', flow: 'automatic', ends: 'heals', faults, met, problems: [], byAYes: false },
  ...more,
});
const results = [
  result(['deny', 'slow'], [3, 1]),
  result(['deny', 'slow'], [3, 0], { problems: ['N7: so and so'] }),
  result(['deny'], [0], { ends: 'never', byAYes: true }),
];

test('a cell met its faults where each was met, and some of them where another was not', () => {
  expect(metOf(results)).toEqual([1, 1]);
});

test('a row per flow and end, and a row per fault, which counts only what met that one', () => {
  expect(tableOf(results).map((line) => line.split(/\s+/).join(' ').trim())).toEqual([
    'flow ends cells met some by a yes violations',
    'automatic heals 2 1 1 0 1',
    'automatic never 1 0 0 1 0',
    '',
    'fault cells met it by a yes violations',
    'deny 3 2 1 1',
    'slow 2 1 0 1',
  ]);
});
