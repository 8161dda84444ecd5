import { diceFor } from './dice.ts';
import type { Swarm } from './run-record.ts';

/**
 * What goes wrong besides, by the seed. Each kind is left out in half of the seeds, so that rare combinations are met
 * in which one of them would otherwise hide the other's effect.
 */
export const swarmFor = (seed: number): Swarm => {
  const dice = diceFor(seed, 'swarm');
  const perhaps = (most: number): number => (dice() < 0.5 ? 0 : dice() * most);
  return {
    latencyMs: 2 + Math.floor(perhaps(200)),
    loss: perhaps(0.05),
    duplicates: perhaps(0.5),
    staleReads: perhaps(0.05),
    skewMs: Math.floor(perhaps(3_000)),
    crashes: perhaps(0.01),
    failures: perhaps(0.05),
  };
};
