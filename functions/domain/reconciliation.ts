import type { Epoch } from '../contract/epoch.ts';
import type { Intent, ReconcileMemory } from '../contract/journal.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import type { Region } from '../contract/region.ts';
import type { OwnerState } from './claims.ts';
import { dnsDiffers } from './dns-differs.ts';
import { compareEpochs } from './epoch.ts';
import { journalBehindBy, unjournaledEpoch } from './journal-behind.ts';
import { highestRecord, isConfirmed, noWrites, ownIntent, sameEpoch, takesWrites } from './own-standing.ts';
import { isGarbled, namesEndpointsOf } from './published-record.ts';
import { answered, type Readings } from './readings.ts';
import { separatedStep } from './reconcile-separated.ts';
import { highestReadEpoch } from './weigh.ts';
import { memberIn, onlyPrimary } from './weigh-roles.ts';

/** What `Reconcile` does about the publication of one datastore in this Region. Everything else holds, and says so. */
export type Reconciliation =
  /** Agreement: nothing to write. `record` is what holds, for the DNS record; people may have to be reminded all the same. */
  | {
      readonly kind: 'settled';
      readonly record: PublishedEndpoint | undefined;
      readonly notice?: { readonly reason: 'Separated'; readonly detail: string };
    }
  /** Publish this Region under its own noted epoch: its run died between promotion and publication. */
  | { readonly kind: 'finish'; readonly epoch: Epoch }
  /** Publish this Region under a new epoch: somebody promoted it by hand. */
  | { readonly kind: 'adopt' }
  /** Publish this Region for the first time. */
  | { readonly kind: 'first' }
  /** Copy another Region's record of a higher epoch, confirmed by that Region's own API. */
  | { readonly kind: 'copy'; readonly record: PublishedEndpoint }
  /** Nothing may be written; people should know why, unless it is a run at work. */
  | { readonly kind: 'hold'; readonly reason: HoldReason; readonly detail: string };

export type HoldReason =
  | 'RunAtWork'
  | 'JournalBehind'
  | 'RolesUnclear'
  | 'PrimaryUnpublished'
  | 'Unconfirmed'
  | 'TakesNoWrites'
  | 'Unreadable'
  | 'NotAMember';

/** What the step is judged by, besides what was read. */
export interface Standing {
  readonly readings: Readings;
  /** Of the claim's owner, if there is a claim. */
  readonly owner: OwnerState;
  /** Of the intent's owner, if there is an intent. */
  readonly intentOwner: OwnerState;
  readonly memory: ReconcileMemory | undefined;
}

const hold = (reason: HoldReason, detail: string): Reconciliation => ({ kind: 'hold', reason, detail });

/**
 * The one next step towards endpoints that agree with reality. Pure. The same reading leads to the same step, so that
 * doing it again after a crash is harmless.
 */
export const reconciliation = (standing: Standing): Reconciliation => {
  const { readings, owner } = standing;
  const { here, groups, incident } = readings;
  // A run that only waits hinders nothing: whoever acts takes its claim as it was read, and its next step stops.
  if (incident.claim && owner !== 'dead' && !incident.claim.yielding) return hold('RunAtWork', incident.claim.owner);

  const look = groups.get(here);
  const record = highestRecord(readings);
  const mine = readings.published.get(here);
  if (mine?.outcome !== 'answered' && !isGarbled(mine))
    return hold('Unreadable', `the parameter of ${here}: ${mine?.detail ?? 'not read'}`);
  const copy = record && copyStep(readings, record);
  // Whatever another Region published since is above what this journal has lost, and ends it: it is copied all the same.
  const unjournaled =
    copy?.kind === 'copy' && copy.record.primaryRegion !== here ? undefined : unjournaledEpoch(readings);
  if (unjournaled) return hold('JournalBehind', journalBehindBy(here, unjournaled));
  if (copy) return copy;
  const separated = separatedStep(standing, record);
  if (separated) return separated;
  if (look?.outcome !== 'answered') return hold('Unreadable', `the roles in ${here}: ${look?.detail ?? 'not read'}`);
  const own = look.value;
  if (!memberIn(own, readings)) return hold('NotAMember', notAMember(readings));

  const primary = onlyPrimary(own);
  if (primary === undefined) return hold('RolesUnclear', `${here} does not see exactly one PRIMARY`);
  if (primary !== here) return asSecondary(readings, { primary, record });
  return asPrimary(standing, record);
};

const notAMember = ({ here, datastore }: Readings): string =>
  `${here} does not see ${datastore.replicationGroups[here] ?? 'its replication group'} in ` +
  `${datastore.globalReplicationGroupId}: it may have been separated, and takes no part in failover`;

/** A higher record that names another Region is copied if that Region's own API confirms it, even against our view. */
const copyStep = (readings: Readings, record: PublishedEndpoint): Reconciliation | undefined => {
  const { here, groups, published } = readings;
  const mine = answered(published.get(here));
  if (mine && compareEpochs(record.epoch, mine.epoch) <= 0) return undefined;
  const own = answered(groups.get(here));
  const isMended = own !== undefined && onlyPrimary(own) === here && isGarbled(published.get(here));
  // The primary's own intent is newer than any copy of what it published before.
  if (isMended && ownIntent(readings)) return undefined;
  const confirmed = isConfirmed(readings, record);
  const original = answered(published.get(record.primaryRegion));
  if (confirmed && original && compareEpochs(original.epoch, record.epoch) === 0)
    return { kind: 'copy', record: original };
  // This Region's own record, lost here, and kept by another.
  if (confirmed && record.primaryRegion === here) return { kind: 'copy', record };
  if (isMended) return undefined;
  const why = confirmed ? 'is not seen to publish that itself' : 'its own API does not confirm it';
  return hold('Unconfirmed', `${record.primaryRegion} is published at a higher epoch, and ${why}`);
};

const asSecondary = (
  { here }: Readings,
  { primary, record }: { primary: Region; record: PublishedEndpoint | undefined },
): Reconciliation => {
  if (!record || record.primaryRegion === primary) return { kind: 'settled', record };
  return hold('PrimaryUnpublished', `${here} sees ${primary} as PRIMARY, but ${record.primaryRegion} is published`);
};

const asPrimary = (standing: Standing, record: PublishedEndpoint | undefined): Reconciliation => {
  const { readings, intentOwner, memory } = standing;
  const { here, groups } = readings;
  const highest = highestReadEpoch(readings);
  const isOurs = record?.primaryRegion === here && (!highest || compareEpochs(highest, record.epoch) <= 0);
  const member = answered(readings.member);
  const isReal =
    member === undefined || (record !== undefined && namesEndpointsOf(record, member, readings.datastore.access.tls));
  // What was published under it was overwritten with text that is no record: it is published once more.
  const isLost = isGarbled(readings.published.get(here));
  const writes = takesWrites(readings);
  // What cannot be compared with ElastiCache's own word leads no DNS record anywhere. A view from before another Region was
  // promoted says PRIMARY too: nor is one led here where writes do not pass.
  const settled = member && record;
  if (isOurs && !record.byHand && isReal && !isLost)
    return dnsDiffers(readings, settled) && !writes
      ? hold('TakesNoWrites', noWrites(readings))
      : { kind: 'settled', record: settled };

  const intent = ownIntent(readings);
  if (intent && (!intent.publishedAt || isLost)) {
    if (!intent.publishedAt && intentOwner !== 'dead' && !onlyWaits(readings, intent))
      return hold('RunAtWork', intent.owner);
    return writes ? { kind: 'finish', epoch: intent.epoch } : hold('TakesNoWrites', noWrites(readings));
  }

  const against = [...groups].find(([, look]) => {
    const view = answered(look);
    return view !== undefined && onlyPrimary(view) !== here;
  });
  if (against) return hold('RolesUnclear', `${here} sees itself as PRIMARY, ${against[0]} does not`);
  if (!writes) return hold('TakesNoWrites', noWrites(readings));
  if (isFirst(readings)) return { kind: 'first' };
  // People published this Region without us, or its endpoints are others: it is published under an epoch that the journal knows.
  if (isOurs) return { kind: 'adopt' };
  if (memory?.sawItselfSecondary && sameEpoch(memory.secondaryAtEpoch, highest)) return { kind: 'adopt' };
  return hold(
    'PrimaryUnpublished',
    `${here} is PRIMARY, ${memory?.sawItselfSecondary ? 'but was last seen SECONDARY at another epoch' : 'and was never seen SECONDARY'}`,
  );
};

/** Its run asks people about a promotion that led to no writes then, and holds a yielding claim: it has writes by now. */
const onlyWaits = ({ incident: { claim } }: Readings, { owner }: Intent): boolean =>
  claim?.owner === owner && claim.yielding;

/** Nothing is published anywhere, every Region says so, and all their views agree. */
const isFirst = ({ published, groups, recordEpoch, incident }: Readings): boolean =>
  [...published.values()].every((look) => look.outcome === 'answered' && look.value === undefined) &&
  [...groups.values()].every((look) => look.outcome === 'answered') &&
  recordEpoch.outcome === 'answered' &&
  recordEpoch.value === undefined &&
  incident.epoch === undefined;

/** What to remember of this Region's role: the highest epoch readable whenever it sees itself SECONDARY. */
export const rememberRole = (
  before: ReconcileMemory | undefined,
  readings: Readings,
): Pick<ReconcileMemory, 'sawItselfSecondary' | 'secondaryAtEpoch'> => {
  const view = answered(readings.groups.get(readings.here));
  const isSecondary =
    view?.members.some(({ region, role }) => region === readings.here && role === 'SECONDARY') ?? false;
  if (isSecondary) {
    const highest = highestReadEpoch(readings);
    return { sawItselfSecondary: true, ...(highest && { secondaryAtEpoch: highest }) };
  }
  return {
    sawItselfSecondary: before?.sawItselfSecondary ?? false,
    ...(before?.secondaryAtEpoch && { secondaryAtEpoch: before.secondaryAtEpoch }),
  };
};
