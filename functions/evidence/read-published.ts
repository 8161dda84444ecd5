import type { Datastore } from '../contract/config.ts';
import { names } from '../contract/names.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import type { Region } from '../contract/region.ts';
import { readRecord } from '../domain/published-record.ts';
import type { Look, Ports } from '../ports.ts';

/** Reads the published record in every member Region at once. A dark Region costs no more than its own deadline. */
export const readPublished = async (
  { parameters }: Pick<Ports, 'parameters'>,
  { name, datastore }: { name: string; datastore: Datastore },
): Promise<Map<Region, Look<PublishedEndpoint | undefined>>> =>
  new Map(
    await Promise.all(
      Object.keys(datastore.replicationGroups).map(
        async (region) => [region, readRecord(await parameters.read(region, names.endpointParameter(name)))] as const,
      ),
    ),
  );
