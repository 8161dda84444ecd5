import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Checker, checkers, later } from '../../sandbox/checkers.ts';
import { bugs } from '../../sandbox/zoo/bugs.ts';

const root = path.join(import.meta.dirname, '../..');
const page = path.join(root, 'docs/safety.md');

/** A row of the table of promises, as a line of Markdown. */
export const isRow = (line: string): boolean => /^\| [NL]\d+ \|/.test(line);

/** The file of a checker: `N1` is in `n01-….ts`, and nothing else is. */
export const fileOf = (id: string): string | undefined => {
  const prefix = `${id.charAt(0).toLowerCase()}${id.slice(1).padStart(2, '0')}-`;
  return readdirSync(path.join(root, 'sandbox/checkers')).find((file) => file.startsWith(prefix));
};

const link = (file: string): string => `[${path.basename(file).replace(/(\.world)?(\.test)?\.ts$/, '')}](../${file})`;
const list = (items: readonly string[]): string => items.join(', ') || '–';

const planted = (id: string): string => {
  const names = bugs.filter(({ breaks }) => breaks === id).map(({ name }) => `\`${name}\``);
  return names.length === 0 ? 'none yet' : list(names.toSorted());
};

const rowOf = ({ id, promise, shownBy = [] }: Checker): string => {
  const file = fileOf(id);
  const checker = file === undefined ? 'no file' : link(`sandbox/checkers/${file}`);
  return `| ${id} | ${promise} | ${checker} | ${planted(id)} | ${list(shownBy.map(link))} |`;
};

const rank = (row: string): number => {
  const [, letter, number] = /^\| ([NL])(\d+) /.exec(row) ?? [];
  return (letter === 'L' ? 100 : 0) + Number(number);
};

/** The table of promises as the code has it. */
export const expectedRows: readonly string[] = [
  ...checkers.map(rowOf),
  ...later.map(({ id, promise, why }) => `| ${id} | ${promise} | later: ${why} | – | – |`),
].toSorted((a, b) => rank(a) - rank(b));

/** The page with the table as the code has it. */
const renewed = (text: string): string => {
  const lines = text.split('\n');
  const first = lines.findIndex(isRow);
  return [...lines.slice(0, first), ...expectedRows, ...lines.slice(first).filter((line) => !isRow(line))].join('\n');
};

// `node test/docs/promise-table.ts` writes the table into docs/safety.md.
if (import.meta.main) writeFileSync(page, renewed(readFileSync(page, 'utf8')));
