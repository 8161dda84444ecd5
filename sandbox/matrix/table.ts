import type { CellResult } from './play-cells.ts';

/** Counts of cells and of those with violations, by flow and end; then by fault. */
export const tableOf = (results: readonly CellResult[]): readonly string[] => [
  row('flow', 'ends', 'cells', 'violations'),
  ...counted(results, ({ flow, ends }) => [flow, ends]),
  '',
  row('fault', '', 'cells', 'violations'),
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
    return row(a, b, group.length, group.filter(({ problems }) => problems.length > 0).length);
  });
};

const row = (...cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => (index < 2 ? String(cell).padEnd(20) : String(cell).padStart(12))).join('');
