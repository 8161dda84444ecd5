import type { Region } from '../contract/region.ts';
import type { Ports } from '../ports.ts';

/**
 * Asks the `Reconcile` of other Regions to copy what was just published, and returns those that were reached. A nudge
 * that fails is not repeated: they look every minute anyway.
 */
export const nudge = async ({ functions }: Pick<Ports, 'functions'>, regions: readonly Region[]): Promise<Region[]> => {
  const results = await Promise.allSettled(regions.map((region) => functions.nudge(region)));
  return regions.filter((_, index) => results[index]?.status === 'fulfilled');
};
