import type { PromiseId } from '../checkers.ts';

/** A change of one place in the sources. */
export interface Edit {
  /** Relative to the repository. */
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A mistake that somebody could make, planted on purpose, and what must notice it. */
export interface Bug {
  /** Kebab case, unique. */
  readonly name: string;
  /** One sentence: what is wrong with it. */
  readonly about: string;
  /** The line of docs/safety.md that it breaks. */
  readonly breaks: PromiseId;
  readonly edits: readonly Edit[];
  readonly caughtBy: Catch;
}

/**
 * What must catch it: the checker of `breaks`, on a scenario played with these seeds, or a test that must fail.
 * `plain`: without the faults that a seed adds by itself.
 */
export type Catch =
  | { readonly scenario: string; readonly seed: number; readonly runs?: number; readonly plain?: boolean }
  | { readonly cell: string; readonly seed: number }
  | { readonly test: string };
