import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import { noWrites, ownIntent, standsAlone, takesWrites } from './own-standing.ts';
import { isGarbled } from './published-record.ts';
import { answered, type Readings } from './readings.ts';
import type { Reconciliation, Standing } from './reconciliation.ts';
import { onlyPrimary } from './weigh-roles.ts';

/**
 * The step of a Region whose cluster left its Global Datastore, or where another's did; nothing where no Region is
 * separated. A separated datastore is never led back: no Region but the separated one is published until people start a
 * run by hand, whatever roles the rest of the old Global Datastore takes.
 */
export const separatedStep = (
  standing: Standing,
  record: PublishedEndpoint | undefined,
): Reconciliation | undefined => {
  const { readings } = standing;
  const isAlone = standsAlone(readings);
  const finish = isAlone ? finishStep(standing) : undefined;
  if (finish) return finish;
  if (!record?.separated) return undefined;
  if (record.primaryRegion !== readings.here) return told(record, elsewhere(readings, record));
  if (isAlone && record.byHand) return takesWrites(readings) ? { kind: 'adopt' } : holdUnwritten(readings);
  if (isAlone) return told(record, `${readings.here} left ${groupOf(readings)} and takes writes on its own`);
  return isPrimary(readings) ? told(record, rebuilt(readings)) : undefined;
};

/** This Region's run died, or gave up, between the noted separation and the publication. */
const finishStep = ({ readings, intentOwner }: Standing): Reconciliation | undefined => {
  const intent = ownIntent(readings);
  const isLost = isGarbled(readings.published.get(readings.here));
  if (!intent?.separateCalledAt || (intent.publishedAt && !isLost)) return undefined;
  if (!intent.publishedAt && intentOwner !== 'dead') return { kind: 'hold', reason: 'RunAtWork', detail: intent.owner };
  return takesWrites(readings) ? { kind: 'finish', epoch: intent.epoch } : holdUnwritten(readings);
};

const holdUnwritten = (readings: Readings): Reconciliation => ({
  kind: 'hold',
  reason: 'TakesNoWrites',
  detail: noWrites(readings),
});

/** There is nothing to write, and people are reminded. */
const told = (record: PublishedEndpoint, detail: string): Reconciliation => ({
  kind: 'settled',
  record,
  notice: { reason: 'Separated', detail },
});

const groupOf = ({ datastore }: Readings): string => datastore.globalReplicationGroupId;

const isPrimary = ({ here, groups }: Readings): boolean => {
  const view = answered(groups.get(here));
  return view !== undefined && onlyPrimary(view) === here;
};

const elsewhere = (readings: Readings, { primaryRegion }: PublishedEndpoint): string => {
  const { here } = readings;
  const rest = isPrimary(readings)
    ? `${here} is PRIMARY of what remains of ${groupOf(readings)} and takes writes that ${primaryRegion} will never see`
    : `${here} holds what remains of ${groupOf(readings)}`;
  return `${primaryRegion} is published as separated; ${rest}`;
};

const rebuilt = (readings: Readings): string =>
  `${readings.here} is still published as separated, and is PRIMARY of ${groupOf(readings)} by now`;
