import { performance } from 'node:perf_hooks';
import type fc from 'fast-check';
import { errorViolations, type Violation, violationsOf } from './oracles.ts';
import { type Change, type Scene, type Situation, sceneOf } from './scene.ts';

/** One way in, and what is played with each input. */
export interface Ingress {
  readonly name: string;
  /** What reads the input: the adapter from bytes, or a step's own check. For the report. */
  readonly readBy: string;
  /** Its share of the inputs, relative to the others'. */
  readonly weight: number;
  /** Near-valid inputs by the schema, and raw text or bytes. */
  readonly shaped: fc.Arbitrary<unknown>;
  readonly raw: fc.Arbitrary<unknown>;
  readonly play: (input: unknown) => Promise<Violation[]>;
}

/** Longer than any input may take. Real time: only what is out of all proportion fails. */
const mostMs = 2_000;

interface Play {
  readonly situation: Situation;
  readonly act: (scene: Scene) => Promise<unknown>;
  /** Which changes a valid input may bring. None, unless it is said. */
  readonly permits?: (change: Change) => boolean;
}

/** Plays one input in a world of its own, and says what must not have come of it. */
export const played = async ({ situation, act, permits = () => false }: Play): Promise<Violation[]> => {
  const scene = sceneOf(situation);
  const startedAt = performance.now();
  const errors: Violation[] = [];
  try {
    const output = await act(scene);
    if (output !== undefined) scene.said.push({ where: 'output', text: JSON.stringify(output) ?? '' });
  } catch (error) {
    errors.push(...errorViolations(error));
  }
  const tookMs = performance.now() - startedAt;
  const slow = tookMs > mostMs ? [`it took ${Math.round(tookMs)} ms`] : [];
  return [...errors, ...violationsOf(scene, permits), ...slow, ...pollution()];
};

/** Whether anything reached the prototypes that all objects share. */
const pollution = (): Violation[] => ('polluted' in {} ? ['Object.prototype was polluted'] : []);
