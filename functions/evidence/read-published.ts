import type { Datastore } from '../contract/config.ts';
import { names } from '../contract/names.ts';
import type { Region } from '../contract/region.ts';
import { type PublishedLook, readRecord } from '../domain/published-record.ts';
import type { Ports } from '../ports.ts';

/** Reads the record that one Region publishes. */
export const readPublishedIn = async (
  { parameters }: Pick<Ports, 'parameters'>,
  { region, name }: { region: Region; name: string },
): Promise<PublishedLook> => readRecord(await parameters.read(region, names.endpointParameter(name)), name);

/**
 * Reads the published record in every member Region at once. A dark Region costs no more than its own deadline.
 * `own`, where this Region's is being read already, is not read twice.
 */
export const readPublished = async (
  ports: Pick<Ports, 'parameters'>,
  subject: { here: Region; name: string; datastore: Datastore },
  own: Promise<PublishedLook> = readPublishedIn(ports, { region: subject.here, name: subject.name }),
): Promise<Map<Region, PublishedLook>> => {
  const { here, name, datastore } = subject;
  const regions = Object.keys(datastore.replicationGroups);
  const read = (region: Region) => (region === here ? own : readPublishedIn(ports, { region, name }));
  return new Map(await Promise.all(regions.map(async (region) => [region, await read(region)] as const)));
};
