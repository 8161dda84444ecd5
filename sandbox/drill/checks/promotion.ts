import type { Entry } from '../../history.ts';
import { type Check, unless } from './check.ts';

const effects = (entries: readonly Entry[], name: string): Entry[] =>
  entries.filter((entry) => entry.kind === 'effect' && entry.name === name);

export const promotedOnce: Check = {
  name: 'promoted-once',
  title: () => 'one promotion was called for, and one took effect',
  violations: ({ entries }) => {
    const accepted = effects(entries, 'elasticache:promotion-accepted').length;
    const promoted = effects(entries, 'elasticache:promoted').length;
    return [
      ...unless(accepted === 1, `${accepted} promotions were accepted`),
      ...unless(promoted === 1, `${promoted} promotions took effect`),
    ];
  },
};

export const promotedHeir: Check = {
  name: 'promoted-heir',
  title: ({ scene }) => `${scene.heir} was promoted`,
  violations: ({ entries, scene }) =>
    effects(entries, 'elasticache:promoted')
      .filter(({ region }) => region !== scene.heir)
      .map(({ region }) => `${region} was promoted`),
};

/** Nothing may be promoted before the drill breaks something. */
export const promotedForCause: Check = {
  name: 'promoted-for-cause',
  title: () => 'nothing was promoted before the blackout',
  violations: ({ entries, milestones: { blackout } }) => {
    if (blackout === undefined) return ['there was no blackout'];
    return effects(entries, 'elasticache:promotion-accepted')
      .filter(({ at }) => at < blackout)
      .map(({ at }) => `a promotion was accepted ${blackout - at} ms before the blackout`);
  },
};
