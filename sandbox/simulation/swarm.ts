import type { Fault } from '../faults.ts';
import { plainFaults } from '../faults.ts';
import type { Stage } from '../stage/stage.ts';
import { diceFor } from './dice.ts';
import { disturb, disturbancesFor } from './disturbances.ts';
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
    crashes: perhaps(0.005),
    failures: perhaps(0.03),
    ...(dice() < 0.25 && { profile: 'economy' as const }),
    ...disturbancesFor(diceFor(seed, 'disturbances')),
  };
};

const crashes = ['crash-before', 'crash-after', 'crash-after-record'] as const;
const failures = plainFaults.filter((kind) => kind !== 'deny' && !kind.startsWith('crash'));

/**
 * Adds a seed's troubles to a stage; what they do to whom is thrown as it happens. `heal` of the run ends most of them, the
 * returned function, called after it, the others.
 */
export const applySwarm = (stage: Stage, swarm: Swarm, seed: number): (() => Promise<void>) => {
  const { loss = 0, duplicates = 0, staleReads = 0, skewMs = 0 } = swarm;
  const places = [...stage.regions, stage.witness];
  if (loss > 0) for (const a of places) for (const b of places) if (a < b) stage.network.quality(a, b, { loss });
  if (duplicates > 0) stage.events.set({ duplicate: duplicates, delayMs: Math.floor(stage.random() * 2_000) });
  if (skewMs > 0) for (const region of places) stage.clocks.skew(region, Math.round((stage.random() * 2 - 1) * skewMs));
  for (const { fault, chance } of faultsOf(swarm)) stage.faults.add({ chance, callers: 'functions' }, fault);
  if (staleReads > 0)
    stage.faults.add(
      { chance: staleReads, callers: 'functions' },
      { kind: 'stale', ms: 500 + stage.random() * 20_000 },
    );
  return disturb(stage, swarm, diceFor(seed, 'when disturbed'));
};

const faultsOf = ({
  crashes: crashing = 0,
  failures: failing = 0,
}: Swarm): readonly { fault: Fault; chance: number }[] => [
  ...(crashing > 0 ? crashes.map((kind) => ({ fault: { kind }, chance: crashing / crashes.length })) : []),
  ...(failing > 0 ? failures.map((kind) => ({ fault: { kind }, chance: failing / failures.length })) : []),
];
