import type { CellResult } from './play-cells.ts';

/** Counts of cells, of those all of whose faults were met, or one of two, and of those with violations, by flow and end; then by fault. */
export const tableOf = (results: readonly CellResult[]): readonly string[] => [
  row('flow', 'ends', 'cells', 'met', 'one of two', 'violations'),
  ...counted(results, ({ flow, ends }) => [flow, ends]),
  '',
  row('fault', '', 'cells', 'met', 'one of two', 'violations'),
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
    return row(a, b, group.length, ...metOf(group), group.filter(({ problems }) => problems.length > 0).length);
  });
};

/** How many cells met all their faults, and how many one of two. */
export const metOf = (results: readonly CellResult[]): readonly [all: number, one: number] => {
  const all = results.filter(({ met }) => met.every((calls) => calls > 0)).length;
  const some = results.filter(({ met }) => met.some((calls) => calls > 0)).length;
  return [all, some - all];
};

const row = (...cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => (index < 2 ? String(cell).padEnd(20) : String(cell).padStart(12))).join('');
