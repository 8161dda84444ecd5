import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { checkers } from '../../sandbox/checkers.ts';
import { pageOf } from './markdown.ts';
import { expectedRows, fileOf, isRow } from './promise-table.ts';
import { expectedTable, tableIn } from './situation-table.ts';

const root = path.join(import.meta.dirname, '../..');

test('the table of promises is what the code has: promise, checker, planted bugs, other tests', () => {
  const rows = pageOf('docs/safety.md').prose.split('\n').filter(isRow);
  // Where they differ: `node test/docs/promise-table.ts` writes the table anew.
  expect(rows).toEqual(expectedRows);
});

test('the table of situations is what the code has: what plays each, and whether the wire can', () => {
  // Where they differ: `node test/docs/situation-table.ts` writes the table anew.
  expect(tableIn(pageOf('docs/safety.md').prose)).toEqual(expectedTable);
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
