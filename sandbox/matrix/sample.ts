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

/**
 * The Kth part of N, for `K/N`; undefined where that is no part. Together the parts are all items, once each. They are dealt
 * as cards are, each round by the next one first, so that no part gets but one kind of items that alternate.
 */
export const partOf = <T>(items: readonly T[], part: string): readonly T[] | undefined => {
  const [, k, n] = /^(\d{1,4})\/(\d{1,4})$/.exec(part) ?? [];
  const [first, parts] = [Number(k), Number(n)];
  if (!(first >= 1 && first <= parts)) return undefined;
  return items.filter((_, index) => (index + Math.floor(index / parts)) % parts === first - 1);
};
