import fc from 'fast-check';
import type { Ingress } from './ingress.ts';

export type Generator = 'shaped' | 'raw';

/** A part of a run that one seed repeats. */
export interface Chunk {
  readonly ingress: string;
  readonly generator: Generator;
  readonly inputs: number;
  readonly seed: number;
  /** Where in the shrinking of an earlier failure to go on. */
  readonly path?: string;
}

/** What became of a chunk. */
export interface Result {
  readonly chunk: Chunk;
  readonly played: number;
  readonly failure?: { readonly input: string; readonly violations: readonly string[]; readonly path: string };
}

class Violated extends Error {
  override readonly name = 'Violated';
  readonly violations: readonly string[];

  constructor(violations: readonly string[]) {
    super(violations.join('; '));
    this.violations = violations;
  }
}

/** Too deep to be printed is told as such: its seed and path repeat it. */
const shown = (input: unknown): string => {
  try {
    return fc.stringify(input).slice(0, 4_000);
  } catch (error) {
    return `(cannot be shown: ${String(error)})`;
  }
};

/** Plays a chunk. The first input that anything comes of is shrunk to the least that does the same. */
export const playChunk = async (ingress: Ingress, chunk: Chunk): Promise<Result> => {
  const { inputs, seed, path } = chunk;
  const property = fc.asyncProperty(ingress[chunk.generator], async (input) => {
    const violations = await ingress.play(input);
    if (violations.length > 0) throw new Violated(violations);
  });
  const details = await fc.check(property, { numRuns: inputs, seed, ...(path !== undefined && { path }) });
  if (!details.failed) return { chunk, played: details.numRuns };
  const { errorInstance } = details;
  const violations = errorInstance instanceof Violated ? errorInstance.violations : [String(errorInstance)];
  const input = shown(details.counterexample?.[0]);
  return { chunk, played: details.numRuns, failure: { input, violations, path: details.counterexamplePath ?? '' } };
};
