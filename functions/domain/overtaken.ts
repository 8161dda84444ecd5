import type { Epoch } from '../contract/epoch.ts';
import type { Region } from '../contract/region.ts';
import type { GroupView, Look } from '../ports.ts';
import { compareEpochs, formatEpoch } from './epoch.ts';
import type { PublishedLook } from './published-record.ts';
import { answered, type Readings } from './readings.ts';
import { highestReadEpoch } from './weigh.ts';
import { onlyPrimary } from './weigh-roles.ts';

/** What one Region says of the group, and what it publishes, at one instant. */
export interface Word {
  readonly group: Look<GroupView> | undefined;
  readonly published: PublishedLook | undefined;
}

/** The Regions that could take over beside this one: neither this Region nor the primary that is to be replaced. */
export const rivalsOf = ({ here, datastore }: Pick<Readings, 'here' | 'datastore'>, from: Region): Region[] =>
  Object.keys(datastore.replicationGroups).filter((region) => region !== here && region !== from);

/**
 * Why this Region must not be promoted after all: since the evidence was read, that other Region became the primary, is
 * being changed, or published a higher epoch. What the evidence showed already was weighed, or waived by a person, and
 * a Region that does not answer says nothing.
 */
export const overtakenBy = (
  readings: Readings,
  { rival, from, word }: { rival: Region; from: Region; word: Word },
): string | undefined => {
  const view = word.group && answered(word.group);
  const before = answered(readings.groups.get(rival));
  const primary = view && onlyPrimary(view);
  if (view && primary !== from && !(before && onlyPrimary(before) === primary))
    return `${rival} sees ${primary ?? 'no single Region'} as PRIMARY by now`;
  if (view && view.status !== 'available' && before?.status !== view.status)
    return `${rival} sees the datastore ${view.status} by now`;
  const epoch = word.published && answered(word.published)?.epoch;
  return epoch && isAbove(epoch, highestReadEpoch(readings))
    ? `${rival} publishes epoch ${formatEpoch(epoch)} by now`
    : undefined;
};

const isAbove = (epoch: Epoch, known: Epoch | undefined): boolean => !known || compareEpochs(epoch, known) > 0;
