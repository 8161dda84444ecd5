import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { checkers } from '../../sandbox/checkers.ts';
import { loadScenarios } from '../../sandbox/simulation/campaign/scenarios.ts';
import type { Bug } from '../../sandbox/zoo/bug.ts';
import { bugs } from '../../sandbox/zoo/bugs.ts';
import { catchBug } from '../../sandbox/zoo/catch-bug.ts';
import { plantTree } from '../../sandbox/zoo/tree.ts';

const root = path.join(import.meta.dirname, '../..');

/** Why a bug cannot be planted in the sources as they stand; undefined where it can. */
const disarmed = ({ name, edits }: Bug): string | undefined => {
  const texts = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const text = texts.get(file) ?? readFileSync(path.join(root, file), 'utf8');
    const times = text.split(find).length - 1;
    if (times !== 1) return `${name}: in ${file} the text stands ${times} times: ${find}`;
    texts.set(
      file,
      text.replace(find, () => replace),
    );
  }
  return edits.length === 0 ? `${name} changes nothing` : undefined;
};

test('each bug can be planted in the sources as they stand', () => {
  expect(bugs.flatMap((bug) => disarmed(bug) ?? [])).toEqual([]);
});

test('bugs are planted in what is deployed, and leave it a change', () => {
  const edits = bugs.flatMap((bug) => bug.edits);
  expect(edits.filter(({ file }) => !/^(functions|state-machines|infra)\//.test(file))).toEqual([]);
  expect(edits.filter(({ find, replace }) => find === replace)).toEqual([]);
});

test('names are unique, in kebab case', () => {
  const names = bugs.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z\d]+(-[a-z\d]+)*$/.test(name))).toEqual([]);
});

test('every promise that has a checker has a bug that breaks it', () => {
  const broken = new Set(bugs.map(({ breaks }) => breaks));
  expect(checkers.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
});

test('what must catch a bug is there', async () => {
  const scenarios = await loadScenarios();
  const missing = bugs.filter(({ caughtBy }) => {
    if ('scenario' in caughtBy) return !scenarios.has(caughtBy.scenario);
    return 'test' in caughtBy && !existsSync(path.join(root, caughtBy.test));
  });
  expect(missing.map(({ name }) => name)).toEqual([]);
});

const caught = async (bug: Bug | undefined) => {
  if (!bug) throw new Error('there is no such bug');
  const tree = plantTree();
  try {
    const { state, said } = await catchBug(bug, { tree, now: performance.now.bind(performance) });
    return { state, said, left: readFileSync(path.join(tree.directory, bug.edits[0]?.file ?? ''), 'utf8') };
  } finally {
    tree.remove();
  }
};

/** Caught in two seconds: by a unit test. */
const quick = bugs.find(({ name }) => name === 'unknown-loss-is-none');

test('a bug is planted, killed, and taken out again', async () => {
  const { state, left } = await caught(quick);
  expect(state).toBe('killed');
  expect(left).toBe(readFileSync(path.join(root, quick?.edits[0]?.file ?? ''), 'utf8'));
}, 30_000);

test('what changes nothing that matters survives', async () => {
  const [edit] = quick?.edits ?? [];
  const harmless = quick && edit && { ...quick, edits: [{ ...edit, replace: `${edit.find} // as it was` }] };
  expect(await caught(harmless)).toMatchObject({ state: 'survived', said: 'nothing noticed it' });
}, 30_000);
