import { seededRandom } from '../world/options.ts';

/** A stream of its own for each purpose, so that one more throw of one leaves the others as they were. In [0, 1). */
export const diceFor = (seed: number, purpose: string): (() => number) => {
  let mixed = seed | 0;
  for (const character of purpose) mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193) + 0x9e37;
  return seededRandom(mixed);
};

/** One of them, each as likely. Throws where there is none. */
export const oneOf = <T>(items: readonly T[], random: () => number): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('there is nothing to choose from');
  return item;
};

/** A UUID out of dice. */
export const uuidOf = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => Math.floor(random() * 16).toString(16));
