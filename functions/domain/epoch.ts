import { type Epoch, highestCounter } from '../contract/epoch.ts';
import { PlanChanged } from '../contract/errors.ts';
import type { Region } from '../contract/region.ts';

/** Negative if `a` is older than `b`, zero if they are the same. The counter first, then the Region's name. */
export const compareEpochs = (a: Epoch, b: Epoch): number =>
  a.counter - b.counter || (a.region < b.region ? -1 : a.region > b.region ? 1 : 0);

/** The newest of those that could be read, or `undefined` if there is none. */
export const highestEpoch = (epochs: readonly (Epoch | undefined)[]): Epoch | undefined =>
  epochs.reduce((high, epoch) => (epoch && (!high || compareEpochs(epoch, high) > 0) ? epoch : high), undefined);

/**
 * The next epoch for a Region: above everything that could be read, never from a clock. Each of the `unread` Regions,
 * whose parameter could not be read, may have taken one since, one after the other: this one is above those too. Where
 * this Region's name is above all of theirs, the last of those counters is above them already.
 *
 * It is unique whatever others do: the pair holds this Region's name, and its journal accepts only higher ones.
 * `undefined` where somebody used the counters up.
 */
export const epochAbove = (
  highest: Epoch | undefined,
  region: Region,
  unread: readonly Region[] = [],
): Epoch | undefined => {
  const isAboveThem = unread.every((other) => other < region);
  const room = isAboveThem ? Math.max(1, unread.length) : unread.length + 1;
  const counter = (highest?.counter ?? 0) + room;
  return counter <= highestCounter ? { counter, region } : undefined;
};

/** The same for who is about to take it. Throws where none is left. */
export const nextEpoch = (highest: Epoch | undefined, region: Region, unread: readonly Region[] = []): Epoch => {
  const next = epochAbove(highest, region, unread);
  if (next) return next;
  throw new PlanChanged(
    `no epoch is left above ${highest?.counter}, which somebody published or noted: correct that parameter, record or journal item`,
  );
};

/** As people and TXT records read it, for example `7 us-west-2`. */
export const formatEpoch = ({ counter, region }: Epoch): string => `${counter} ${region}`;

/** Reads `formatEpoch`'s form back; `undefined` for anything else. */
export const parseEpoch = (text: string): Epoch | undefined => {
  if (text.length > 48) return undefined;
  const [, counter, region] = /^(\d{1,12}) ([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(text) ?? [];
  return counter === undefined || region === undefined ? undefined : { counter: Number(counter), region };
};
