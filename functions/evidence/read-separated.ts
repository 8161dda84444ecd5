import type { Datastore } from '../contract/config.ts';
import type { Region } from '../contract/region.ts';
import { answered, type Readings } from '../domain/readings.ts';
import type { Ports } from '../ports.ts';

interface Subject {
  readonly here: Region;
  readonly datastore: Datastore;
  readonly published: Readings['published'];
}

/**
 * Reads the clusters of other Regions that any record calls separated, in their own Regions: only those confirm that
 * they stand alone. Where no such record is published there is nothing to read.
 */
export const readSeparated = async (
  { topology }: Pick<Ports, 'topology'>,
  { here, datastore: { replicationGroups }, published }: Subject,
): Promise<Readings['separatedMembers']> => {
  const named = [...published.values()].map((look) => answered(look)).filter((record) => record?.separated);
  const regions = Object.keys(replicationGroups).filter(
    (region) => region !== here && named.some((record) => record?.primaryRegion === region),
  );
  const read = (region: Region) => topology.readMember(region, replicationGroups[region] ?? '');
  return new Map(await Promise.all(regions.map(async (region) => [region, await read(region)] as const)));
};
