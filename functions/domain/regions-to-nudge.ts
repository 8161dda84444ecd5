import type { Datastore } from '../contract/config.ts';
import type { Evidence } from '../contract/evidence.ts';
import type { Region } from '../contract/region.ts';

/**
 * The other member Regions that may copy what was just published. A primary Region whose API was just found dark is
 * left out: nothing on the way to verified writes waits for it, and it copies when it is back.
 */
export const regionsToNudge = ({
  here,
  datastore,
  evidence,
}: {
  readonly here: Region;
  readonly datastore: Datastore;
  readonly evidence: Evidence | undefined;
}): Region[] => {
  const lost = evidence && isDark(evidence) ? evidence.roles.primary : undefined;
  return Object.keys(datastore.replicationGroups).filter((region) => region !== here && region !== lost);
};

const isDark = ({ confirmations }: Evidence): boolean =>
  confirmations.some(({ by, verdict }) => by === 'primaryApi' && verdict === 'down');
