import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Edit } from './bug.ts';

const root = path.join(import.meta.dirname, '../..');

/** All that a simulation or a unit test reads. */
const sources = [
  'functions',
  'infra',
  'sandbox',
  'state-machines',
  'test',
  'docs',
  'bench',
  'failover.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'jest.config.js',
  'cdk.json',
  'README.md',
  'ARCHITECTURE.md',
];

/** A copy of the sources, for mistakes. */
export interface Tree {
  readonly directory: string;
  /** Plants edits; the returned function takes them out again. Throws where a text does not stand exactly once. */
  readonly plant: (edits: readonly Edit[]) => () => void;
  readonly remove: () => void;
}

export const plantTree = (): Tree => {
  const directory = mkdtempSync(path.join(tmpdir(), 'zoo-'));
  for (const source of sources)
    cpSync(path.join(root, source), path.join(directory, source), { recursive: true, force: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  // What was synthesised once is the same for every mistake that is not in the templates.
  mkdirSync(path.join(root, '.sandbox/simulation'), { recursive: true });
  mkdirSync(path.join(directory, '.sandbox'));
  symlinkSync(path.join(root, '.sandbox/simulation'), path.join(directory, '.sandbox/simulation'));
  return {
    directory,
    plant: (edits) => {
      const before = new Map<string, string>();
      const restore = (): void => {
        for (const [file, text] of before) writeFileSync(file, text);
      };
      try {
        for (const edit of edits) plantOne(directory, edit, before);
      } catch (error) {
        restore();
        throw error;
      }
      return restore;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
};

const plantOne = (directory: string, { file, find, replace }: Edit, before: Map<string, string>): void => {
  const place = path.join(directory, file);
  const text = readFileSync(place, 'utf8');
  const found = text.split(find).length - 1;
  if (found !== 1) throw new RangeError(`${file}: the text to replace stands there ${found} times, not once: ${find}`);
  if (!before.has(place)) before.set(place, text);
  // A function, so that `$` in the text means itself.
  writeFileSync(
    place,
    text.replace(find, () => replace),
  );
};
