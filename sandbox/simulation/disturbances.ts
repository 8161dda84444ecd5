import type { Stage } from '../stage/stage.ts';
import { actNamed, acts } from './acts-of-people.ts';
import { oneOf } from './dice.ts';
import { shapes } from './partitions/shapes.ts';
import type { Disturbances } from './run-record.ts';

/** Within which each begins, and how long it lasts, in milliseconds; the scenario's end ends it sooner. */
const BEGINS_WITHIN_MS = 360_000;
const LASTS_MS = { least: 5_000, most: 240_000 };

/** How often a kind is drawn: more, and no scenario would come to what it is about. */
const CHANCE = 0.25;

const flapping = shapes.filter(({ flaps }) => flaps).map(({ name }) => name);
const steady = shapes.filter(({ flaps }) => !flaps).map(({ name }) => name);
const members = ['primary', 'preferred'] as const;
const nodes = ['primary', 'replica', 'all'] as const;

/** What comes beside a scenario, by the seed's dice. Each kind is left out in three quarters of the seeds. */
export const disturbancesFor = (dice: () => number): Disturbances => {
  const isDrawn = (): boolean => dice() < CHANCE;
  return {
    ...(isDrawn() && { partition: oneOf(steady, dice) }),
    ...(isDrawn() && { flapping: oneOf(flapping, dice) }),
    ...(isDrawn() && { restart: { member: oneOf(members, dice), nodes: oneOf(nodes, dice) } }),
    ...(isDrawn() && { person: oneOf(acts, dice).name }),
  };
};

/** Begins, and answers what ends it. */
type Begin = () => (() => unknown) | Promise<() => unknown>;

/**
 * Plans them over the first minutes of a scenario. The returned function keeps those from beginning that have not, and ends
 * those that have: it is to be called once all else is healed.
 */
export const disturb = (stage: Stage, asked: Disturbances, dice: () => number): (() => Promise<void>) => {
  let isOver = false;
  const ends = new Set<() => unknown>();
  const end = async (one: () => unknown): Promise<void> => {
    if (ends.delete(one)) await one();
  };
  for (const begin of beginningsOf(stage, asked, dice)) {
    const lastsMs = LASTS_MS.least + dice() * (LASTS_MS.most - LASTS_MS.least);
    stage.after(dice() * BEGINS_WITHIN_MS, async () => {
      if (isOver) return;
      const one = await begin();
      ends.add(one);
      // People take their time: all may be healed by then.
      if (isOver) await end(one);
      else stage.after(lastsMs, () => end(one));
    });
  }
  return async () => {
    isOver = true;
    for (const one of [...ends]) await end(one);
  };
};

const beginningsOf = (
  stage: Stage,
  { partition, flapping: shape, restart, person }: Disturbances,
  dice: () => number,
): readonly Begin[] => [
  ...[partition, shape].flatMap((name) => (name === undefined ? [] : [() => stage.network.inShape(name)])),
  ...(restart ? [() => killed(stage, restart)] : []),
  ...(person === undefined ? [] : [() => acted(stage, { person, dice })]),
];

/** Processes that end, and start again, empty. */
const killed = (
  { caches, primary, preferred }: Stage,
  { member, nodes: which }: NonNullable<Disturbances['restart']>,
): (() => void) => {
  const victims = { ...caches.clusterIn(member === 'primary' ? primary : preferred), nodes: which };
  caches.nemesis.kill(victims);
  return () => caches.nemesis.restart(victims);
};

/** What AWS refuses a person, or what reaches nobody, is tried once. */
const acted = async (
  stage: Stage,
  { person, dice }: { person: string; dice: () => number },
): Promise<() => Promise<void>> => {
  const { begin, end } = actNamed(person);
  await begin(stage, dice).catch(() => {});
  return async () => {
    await end?.(stage).catch(() => {});
  };
};
