import type { Observation } from '../observation.ts';

/** One thing that must hold. `violations` is pure: a sentence for each that did not hold, none if all did. */
export interface Check {
  readonly name: string;
  /** What held, as the summary says it. */
  readonly title: (observation: Observation) => string;
  readonly violations: (observation: Observation) => readonly string[];
}

/** The sentence, if it is a violation. */
export const unless = (holds: boolean, sentence: string): readonly string[] => (holds ? [] : [sentence]);
