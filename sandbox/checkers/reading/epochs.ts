import type { Epoch } from '../../../functions/contract/epoch.ts';
import { object } from './entries.ts';

/** Negative if `a` is older: the counter first, then the Region's name. Written anew here, so that two authors agree. */
export const compareEpochs = (a: Epoch, b: Epoch): number => {
  if (a.counter !== b.counter) return a.counter < b.counter ? -1 : 1;
  if (a.region === b.region) return 0;
  return a.region < b.region ? -1 : 1;
};

export const sameEpoch = (a: Epoch | undefined, b: Epoch | undefined): boolean =>
  a !== undefined && b !== undefined && compareEpochs(a, b) === 0;

export const said = (epoch: Epoch | undefined): string => (epoch ? `${epoch.counter} ${epoch.region}` : 'none');

/** As it stands in the journal or in a record. */
export const epochIn = (value: unknown): Epoch | undefined => {
  const { counter, region } = object(value);
  return counter !== undefined && typeof region === 'string' ? { counter: Number(counter), region } : undefined;
};

/** As it stands in a TXT record, with or without its quotes. */
export const epochOfText = (value: string): Epoch | undefined => {
  const [, counter, region] = /^"?(\d{1,15}) ([a-z]{2}(?:-[a-z]+)+-\d)"?$/.exec(value) ?? [];
  return counter === undefined || region === undefined ? undefined : { counter: Number(counter), region };
};
