import type { Evidence } from '../contract/evidence.ts';
import type { Region } from '../contract/region.ts';
import type { GroupView } from '../ports.ts';
import { formatEpoch, highestEpoch } from './epoch.ts';
import { publishedEpochs } from './journal-behind.ts';
import { answered, type Readings } from './readings.ts';

/** The PRIMARY members of a view. Members come unordered: only their role counts. */
const primaries = ({ members }: GroupView): Region[] =>
  members.filter(({ role }) => role === 'PRIMARY').map(({ region }) => region);

/** The one PRIMARY of a view, or `undefined` for none or several. */
export const onlyPrimary = (view: GroupView): Region | undefined => {
  const [first, ...others] = primaries(view);
  return others.length === 0 ? first : undefined;
};

/** This Region's own member in a view. */
export const memberIn = (view: GroupView | undefined, { here, datastore }: Pick<Readings, 'here' | 'datastore'>) =>
  view?.members.find(
    ({ region, replicationGroupId }) => region === here && replicationGroupId === datastore.replicationGroups[here],
  );

/** Who is primary, by this Region's view, and which Regions that answer see it differently. */
export const weighRoles = (readings: Readings, expected: Region | undefined): Evidence['roles'] => {
  const { here, groups } = readings;
  const own = answered(groups.get(here));
  const primary = own && onlyPrimary(own);
  const role = memberIn(own, readings)?.role;
  const disagree = [...groups].flatMap(([region, look]) => {
    const view = region === here ? undefined : answered(look);
    if (!view || onlyPrimary(view) === primary) return [];
    return [`${region} sees ${primaries(view).join(' and ') || 'no PRIMARY'}`];
  });
  return {
    ...(primary && { primary }),
    here: role === 'PRIMARY' || role === 'SECONDARY' ? role : 'unknown',
    disagree: [...disagree, ...(role === 'SECONDARY' ? promotedElsewhere(readings, primary) : [])],
    ...(expected && { expected }),
  };
};

/**
 * A third Region that published itself above everything else that is published: it was promoted, whatever this view
 * still says. The old primary and this Region itself are no such Region.
 */
const promotedElsewhere = (readings: Readings, primary: Region | undefined): string[] => {
  const highest = highestEpoch(publishedEpochs(readings));
  if (!highest || primary === undefined || [primary, readings.here].includes(highest.region)) return [];
  return [`${highest.region} has published itself at epoch ${formatEpoch(highest)}`];
};
