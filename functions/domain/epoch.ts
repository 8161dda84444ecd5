import type { Epoch } from '../contract/epoch.ts';
import type { Region } from '../contract/region.ts';

/** Negative if `a` is older than `b`, zero if they are the same. The counter first, then the Region's name. */
export const compareEpochs = (a: Epoch, b: Epoch): number =>
  a.counter - b.counter || (a.region < b.region ? -1 : a.region > b.region ? 1 : 0);

/** The newest of those that could be read, or `undefined` if there is none. */
export const highestEpoch = (epochs: readonly (Epoch | undefined)[]): Epoch | undefined =>
  epochs.reduce((high, epoch) => (epoch && (!high || compareEpochs(epoch, high) > 0) ? epoch : high), undefined);

/**
 * The next epoch for a Region: above everything that could be read, never from a clock. Each of the `unread` Regions,
 * whose parameter could not be read, may have taken the next counter itself: it is left to it.
 */
export const nextEpoch = (highest: Epoch | undefined, region: Region, unread = 0): Epoch => ({
  counter: (highest?.counter ?? 0) + 1 + unread,
  region,
});

/** As people and TXT records read it, for example `7 us-west-2`. */
export const formatEpoch = ({ counter, region }: Epoch): string => `${counter} ${region}`;

/** Reads `formatEpoch`'s form back; `undefined` for anything else. */
export const parseEpoch = (text: string): Epoch | undefined => {
  const [, counter, region] = /^(\d{1,15}) ([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(text) ?? [];
  return counter === undefined || region === undefined ? undefined : { counter: Number(counter), region };
};
