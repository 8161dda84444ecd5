import type { Datastore } from '../contract/config.ts';
import { AnotherRegionPromoted, PublicationFailed } from '../contract/errors.ts';
import type { Intent } from '../contract/journal.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import type { Region } from '../contract/region.ts';
import { promotionTime, recordOf } from '../domain/published-record.ts';
import { isStandalone } from '../domain/standalone.ts';
import { onlyPrimary } from '../domain/weigh-roles.ts';
import type { GroupView, Look, Ports } from '../ports.ts';

interface Publication {
  readonly here: Region;
  readonly name: string;
  readonly datastore: Datastore;
  readonly intent: Intent;
  /** What is published now, as far as it could be read. */
  readonly previous: PublishedEndpoint | undefined;
}

/**
 * The record of this Region under an intent's epoch, with endpoints read from ElastiCache now. Refuses when this
 * Region is not the one PRIMARY by its own view at this moment: nothing but reality is published. A cluster that is in
 * no Global Datastore any more is published, as separated, only where that was called for under this intent, or is
 * published already.
 */
export const ownRecord = async (
  { topology }: Pick<Ports, 'topology'>,
  { here, name, datastore, intent, previous }: Publication,
): Promise<PublishedEndpoint> => {
  const [group, member] = await Promise.all([
    topology.readGroup(here, datastore.globalReplicationGroupId),
    topology.readMember(here, datastore.replicationGroups[here] ?? ''),
  ]);
  if (member.outcome !== 'answered') throw new PublicationFailed(`the endpoints could not be read: ${member.detail}`);
  const wasSeparated =
    intent.separateCalledAt !== undefined || (previous?.primaryRegion === here && previous.separated);
  const separated = isStandalone(member.value) && wasSeparated === true;
  if (!separated) refuseUnlessPrimary(here, group, intent);
  const promotedAt = promotionTime(intent, previous);
  return recordOf(member.value, {
    datastore: name,
    region: here,
    epoch: intent.epoch,
    tls: datastore.access.tls,
    promotedAt,
    separated,
  });
};

/** A view that names the primary of before, or none, may be late: it is read again. One that names a third is news. */
const refuseUnlessPrimary = (here: Region, group: Look<GroupView>, { from }: Pick<Intent, 'from'>): void => {
  if (group.outcome !== 'answered') throw new PublicationFailed(`the roles could not be read: ${group.detail}`);
  const primary = onlyPrimary(group.value);
  if (primary === here) return;
  if (primary === undefined || primary === from)
    throw new PublicationFailed(`${here} sees ${primary ?? 'no single Region'} as PRIMARY at this moment`);
  throw new AnotherRegionPromoted(`${primary} is the primary now`);
};
