import type { CellResult } from './play-cells.ts';

/** Counts of cells, of those whose fault was met, and of those with violations, by flow and end; then by fault. */
export const tableOf = (results: readonly CellResult[]): readonly string[] => [
  row('flow', 'ends', 'cells', 'met', 'violations'),
  ...counted(results, ({ flow, ends }) => [flow, ends]),
  '',
  row('fault', '', 'cells', 'met', 'violations'),
  ...counted(
    results.flatMap((result) => result.faults.map((fault) => ({ ...result, fault }))),
    ({ fault }) => [fault, ''],
  ),
];

const counted = <T extends CellResult>(
  results: readonly T[],
  keyOf: (result: T) => readonly [string, string],
): string[] => {
  const groups = Map.groupBy(results, (result) => keyOf(result).join(' '));
  return [...groups.values()].map((group) => {
    const [first] = group;
    const [a, b] = first ? keyOf(first) : ['', ''];
    const met = group.filter(({ struck }) => struck > 0).length;
    return row(a, b, group.length, met, group.filter(({ problems }) => problems.length > 0).length);
  });
};

const row = (...cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => (index < 2 ? String(cell).padEnd(20) : String(cell).padStart(12))).join('');
