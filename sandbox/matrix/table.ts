import type { CellResult } from './play-cells.ts';

/**
 * Counts of cells, of those that met their faults, of those that came to their end by somebody's yes, and of those with
 * violations, by flow and end; then by fault.
 */
export const tableOf = (results: readonly CellResult[]): readonly string[] => [
  row('flow', 'ends', 'cells', 'met', 'some', 'by a yes', 'violations'),
  ...groupsOf(results, ({ flow, ends }) => `${flow} ${ends}`).map(([key, group]) => {
    const [flow = '', ends = ''] = key.split(' ');
    return row(flow, ends, group.length, ...metOf(group), askedOf(group), violatedOf(group));
  }),
  '',
  row('fault', '', 'cells', 'met it', '', 'by a yes', 'violations'),
  ...groupsOf(results.flatMap(byFault), ({ fault }) => fault).map(([fault, group]) =>
    row(fault, '', group.length, group.filter(({ isMet }) => isMet).length, '', askedOf(group), violatedOf(group)),
  ),
];

/** How many cells met all their faults, and how many only some. */
export const metOf = (results: readonly CellResult[]): readonly [all: number, some: number] => {
  const all = results.filter(({ met }) => met.every((calls) => calls > 0)).length;
  const some = results.filter(({ met }) => met.some((calls) => calls > 0)).length;
  return [all, some - all];
};

const byFault = ({ faults, met, problems, byAYes }: CellResult) =>
  faults.map((fault, index) => ({ fault, problems, byAYes, isMet: (met[index] ?? 0) > 0 }));

const groupsOf = <T>(items: readonly T[], keyOf: (item: T) => string): readonly [string, readonly T[]][] => [
  ...Map.groupBy(items, keyOf),
];

/** Of those that heal, how many needed people. */
export const askedOf = (results: readonly Pick<CellResult, 'byAYes'>[]): number =>
  results.filter(({ byAYes }) => byAYes).length;

const violatedOf = (results: readonly Pick<CellResult, 'problems'>[]): number =>
  results.filter(({ problems }) => problems.length > 0).length;

const row = (...cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => (index < 2 ? String(cell).padEnd(20) : String(cell).padStart(12))).join('');
