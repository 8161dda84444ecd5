import type { Datastore } from '../contract/config.ts';
import { PublicationFailed } from '../contract/errors.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import { namesEndpointsOf, targetOf } from '../domain/published-record.ts';
import type { Ports } from '../ports.ts';

/** Clocks of two Regions differ by less. */
const skewMs = 300_000;

/**
 * Refuses another Region's record unless it names the endpoints that ElastiCache there names for that very cluster:
 * whoever can write one parameter must not lead the clients of every Region to a host of their own (N23).
 */
export const confirmEndpoints = async (
  { clock, topology }: Pick<Ports, 'clock' | 'topology'>,
  { datastore, record }: { readonly datastore: Datastore; readonly record: PublishedEndpoint },
): Promise<void> => {
  const { primaryRegion, promotedAt } = record;
  // It would keep every Region's automation cooling down until then.
  if (promotedAt !== undefined && Date.parse(promotedAt) > clock.now().getTime() + skewMs)
    throw new PublicationFailed(
      `the record of ${primaryRegion} says that it was promoted at ${promotedAt}, in the future`,
    );
  const look = await topology.readMember(primaryRegion, datastore.replicationGroups[primaryRegion] ?? '');
  if (look.outcome !== 'answered')
    throw new PublicationFailed(
      `the endpoints of ${primaryRegion} could not be read to confirm its record: ${look.detail}`,
    );
  if (!namesEndpointsOf(record, look.value, datastore.access.tls))
    throw new PublicationFailed(
      `the record of ${primaryRegion} names ${targetOf(record)} ${record.tls ? 'with' : 'without'} TLS, which ElastiCache there or the configuration does not: somebody wrote it by hand, or it moved`,
    );
};
