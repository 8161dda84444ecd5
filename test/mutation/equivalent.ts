import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Mutant } from './mutants.ts';

/** A mutant that no test can kill, since the program does the same with it; the reason says why. */
const Explained = z.strictObject({
  file: z.string(),
  on: z.string(),
  original: z.string(),
  replacement: z.string(),
  reason: z.string().min(20),
});
export type Explained = z.infer<typeof Explained>;

const path = new URL('equivalent.json', import.meta.url);

/** The survivors that are explained, from `test/mutation/equivalent.json`. */
export const explained = (): readonly Explained[] =>
  existsSync(path) ? z.array(Explained).parse(JSON.parse(readFileSync(path, 'utf8'))) : [];

/** Whether an explanation is about this mutant. */
export const isAbout = (entry: Omit<Explained, 'reason'>, mutant: Mutant): boolean =>
  entry.file === mutant.file &&
  entry.on === mutant.on &&
  entry.original === mutant.original &&
  entry.replacement === mutant.replacement;
