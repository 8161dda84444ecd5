import type { Chunk, Generator } from './chunk.ts';
import type { Ingress } from './ingress.ts';

/** Small enough that a failing one is repeated at once, large enough that its start costs nothing. */
const most = 4_000;

const generators: readonly Generator[] = ['shaped', 'raw'];

/** FNV-1a of a chunk's place in the plan: each has a seed of its own, which the run's seed repeats. */
const seedOf = (seed: number, place: string): number => {
  let hash = (2_166_136_261 ^ seed) >>> 0;
  for (const byte of new TextEncoder().encode(place)) hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
  return hash >>> 1;
};

/** Divides so many inputs among the ingresses by their weights, half of each near-valid and half raw. */
export const planOf = (ingresses: readonly Ingress[], { inputs, seed }: { inputs: number; seed: number }): Chunk[] => {
  const whole = ingresses.reduce((sum, { weight }) => sum + weight, 0);
  return ingresses.flatMap(({ name, weight }) =>
    generators.flatMap((generator) => {
      const share = Math.ceil((inputs * weight) / whole / generators.length);
      return Array.from({ length: Math.ceil(share / most) }, (_, index) => ({
        ingress: name,
        generator,
        inputs: Math.min(most, share - index * most),
        seed: seedOf(seed, `${name} ${generator} ${index}`),
      }));
    }),
  );
};
