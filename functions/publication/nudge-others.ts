import type { Datastore } from '../contract/config.ts';
import type { Region } from '../contract/region.ts';
import type { Ports } from '../ports.ts';

/**
 * Asks the `Reconcile` of the other member Regions to copy what was just published, and returns those that were
 * reached. A nudge that fails is not repeated: they look every minute anyway.
 */
export const nudgeOthers = async (
  { functions }: Pick<Ports, 'functions'>,
  { here, datastore }: { here: Region; datastore: Datastore },
): Promise<Region[]> => {
  const others = Object.keys(datastore.replicationGroups).filter((region) => region !== here);
  const results = await Promise.allSettled(others.map((region) => functions.nudge(region)));
  return others.filter((_, index) => results[index]?.status === 'fulfilled');
};
