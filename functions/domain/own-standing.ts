import type { Epoch } from '../contract/epoch.ts';
import type { Intent } from '../contract/journal.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import { compareEpochs } from './epoch.ts';
import { highestOf } from './published-record.ts';
import { answered, type Readings } from './readings.ts';
import { isStandalone } from './standalone.ts';
import { highestReadEpoch } from './weigh.ts';
import { onlyPrimary } from './weigh-roles.ts';

/** The record of the highest epoch that any Region publishes. */
export const highestRecord = ({ published }: Pick<Readings, 'published'>): PublishedEndpoint | undefined =>
  highestOf([...published.values()].map((look) => answered(look)));

/** This Region's own noted intent, if no higher epoch can be read. */
export const ownIntent = (readings: Readings): Intent | undefined => {
  const { intent } = readings.incident;
  const highest = highestReadEpoch(readings);
  const isNewest = intent && (!highest || compareEpochs(intent.epoch, highest) >= 0);
  return isNewest && intent.to === readings.here && isPossible(intent, readings) ? intent : undefined;
};

/** Clocks of one Region differ by less. */
const skewMs = 60_000;

/**
 * Whether this Region's code can have noted that intent at all: not in the future, and a promotion by a run only.
 * Anything else in the journal was written by somebody else, and is no reason to publish.
 */
const isPossible = ({ calledAt, kind, owner }: Intent, { readAt }: Readings): boolean =>
  Date.parse(calledAt) <= readAt + skewMs && (kind !== 'promote' || !owner.startsWith('reconcile/'));

/** Whether this Region's cluster is in no Global Datastore any more, by its own view. */
export const standsAlone = ({ member }: Pick<Readings, 'member'>): boolean => {
  const own = answered(member);
  return own !== undefined && isStandalone(own);
};

/**
 * Whether the Region that a record names is what the record says, by that Region's own API: the one PRIMARY, or for a
 * separated record in no Global Datastore any more. Once people have rebuilt it is the PRIMARY again, and still the place.
 */
export const isConfirmed = (readings: Readings, { primaryRegion, separated }: PublishedEndpoint): boolean => {
  const { here, groups, member, separatedMembers } = readings;
  const view = answered(groups.get(primaryRegion));
  if (view !== undefined && onlyPrimary(view) === primaryRegion) return true;
  const alone = primaryRegion === here ? member : separatedMembers?.get(primaryRegion);
  return separated === true && alone?.outcome === 'answered' && isStandalone(alone.value);
};

/** Whether every shard of this Region's cluster took a write and showed it. */
export const takesWrites = ({ member, touch }: Readings): boolean => {
  const own = answered(member);
  const shards = answered(touch)?.local?.shards;
  if (!own || !shards) return false;
  return shards.length >= Math.max(1, own.shards.length) && shards.every(({ wrote }) => wrote === true);
};

export const noWrites = ({ here, touch, member }: Readings): string => {
  const what = standsAlone({ member }) ? 'on its own' : 'PRIMARY';
  return touch.outcome === 'answered'
    ? `${here} is ${what} but not every shard takes writes`
    : `${here} is ${what}, and whether its shards take writes is not known: TouchCache: ${touch.detail}`;
};

export const sameEpoch = (a: Epoch | undefined, b: Epoch | undefined): boolean =>
  a === undefined || b === undefined ? a === b : compareEpochs(a, b) === 0;
