import { diceFor } from '../simulation/dice.ts';

/** So many of the items, drawn by the seed, in their order; all of them where there are no more. */
export const sampleOf = <T>(items: readonly T[], { most, seed }: { most: number; seed: number }): readonly T[] => {
  const dice = diceFor(seed, 'sample');
  let wanted = Math.min(most, items.length);
  return items.filter((_, index) => {
    const isDrawn = dice() < wanted / (items.length - index);
    if (isDrawn) wanted -= 1;
    return isDrawn;
  });
};
