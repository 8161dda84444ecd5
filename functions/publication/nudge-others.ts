import type { Region } from '../contract/region.ts';
import type { Readings } from '../domain/readings.ts';
import type { Ports } from '../ports.ts';

/**
 * Asks the `Reconcile` of the other member Regions to copy what was just published, and returns those that were
 * reached. Regions whose parameter could not be read a moment ago are left out: nothing waits for a dark one twice.
 * A nudge that fails is not repeated: they look every minute anyway.
 */
export const nudgeOthers = async (
  { functions }: Pick<Ports, 'functions'>,
  { here, published }: { here: Region; published: Readings['published'] },
): Promise<Region[]> => {
  const others = [...published].flatMap(([region, { outcome }]) =>
    region !== here && outcome === 'answered' ? [region] : [],
  );
  const results = await Promise.allSettled(others.map((region) => functions.nudge(region)));
  return others.filter((_, index) => results[index]?.status === 'fulfilled');
};
