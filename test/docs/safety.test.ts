import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { type Checker, checkers, later } from '../../sandbox/checkers.ts';
import { bugs } from '../../sandbox/zoo/bugs.ts';
import { pageOf } from './markdown.ts';

const root = path.join(import.meta.dirname, '../..');

/** `N1` is in `n01-….ts`, and nothing else is. */
const fileOf = (id: string): string | undefined => {
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

const expected = [
  ...checkers.map(rowOf),
  ...later.map(({ id, promise, why }) => `| ${id} | ${promise} | later: ${why} | – | – |`),
].toSorted(byId);

function byId(a: string, b: string): number {
  const order = (row: string): number => {
    const [, letter, number] = /^\| ([NL])(\d+) /.exec(row) ?? [];
    return (letter === 'L' ? 100 : 0) + Number(number);
  };
  return order(a) - order(b);
}

test('the table of promises is what the code has: promise, checker, planted bugs, other tests', () => {
  const rows = pageOf('docs/safety.md')
    .prose.split('\n')
    .filter((line) => /^\| [NL]\d+ \|/.test(line));
  // Where they differ, the expected rows are the ones to write.
  expect(rows).toEqual(expected);
});

test('each checker stands in the file that its id names, and no file is nobody’s', async () => {
  for (const { id } of checkers) {
    const module = await import(path.join(root, 'sandbox/checkers', fileOf(id) ?? 'missing'));
    const exported: unknown[] = Object.values(module);
    expect(exported.filter((each) => Object(each).id === id)).toHaveLength(1);
  }
  const files = readdirSync(path.join(root, 'sandbox/checkers')).filter((file) => /^[nl]\d\d-/.test(file));
  expect(files.toSorted()).toEqual(checkers.map(({ id }) => fileOf(id)).toSorted());
});

test('the other tests that a promise names are there', () => {
  const missing = checkers.flatMap(({ shownBy = [] }) => shownBy).filter((file) => !existsSync(path.join(root, file)));
  expect(missing).toEqual([]);
});

test('each checker has a test of its own, which shows it a violation', () => {
  const untested = checkers.filter(
    ({ id }) => !existsSync(path.join(root, 'test/sandbox/checkers', (fileOf(id) ?? '').replace(/\.ts$/, '.test.ts'))),
  );
  expect(untested.map(({ id }) => id)).toEqual([]);
});
