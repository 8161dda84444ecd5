import type { Evidence } from '../contract/evidence.ts';
import type { Run } from '../contract/execution.ts';
import type { Region } from '../contract/region.ts';
import { weighAcknowledgement } from './acknowledgement.ts';
import { badRow } from './bad-row.ts';
import { epochAbove, highestEpoch } from './epoch.ts';
import { publishedEpochs, unjournaledEpoch } from './journal-behind.ts';
import { unreadRecords } from './published-record.ts';
import { answered, type Readings } from './readings.ts';
import { separatedRegion } from './standalone.ts';
import { weighClientView } from './weigh-client-view.ts';
import { weighOwnReach, weighPrimaryApi } from './weigh-confirmations.ts';
import { weighData } from './weigh-data.ts';
import { preferredTarget, whyUnable } from './weigh-preference.ts';
import { weighRoles } from './weigh-roles.ts';
import { weighTarget } from './weigh-target.ts';

/** What a look is weighed for: who asks, and what they waive or expect. */
export type Occasion = Pick<Run, 'trigger' | 'override' | 'expectedPrimary'> & {
  /** The first instant at which this run saw the datastore changing. */
  readonly changeSince?: number | undefined;
};

/** Turns what was read into the verdicts that a decision weighs. Pure and total. */
export const weigh = (readings: Readings, occasion: Occasion): Evidence => {
  const { here, readAt, published } = readings;
  const record = answered(published.get(here));
  const roles = weighRoles(readings, occasion.expectedPrimary ?? record?.primaryRegion);
  const change = changeInProgress(readings, roles.primary);
  const badSince = badSinceNow(readings);
  const preferred = preferredTarget(readings);
  const lastPromotedAt = newestPromotion(readings);
  const preferredUnable = preferred && preferred !== here ? whyUnable(readings, preferred) : undefined;
  const unjournaled = unjournaledEpoch(readings);
  const separated = separatedRegion(readings);
  const highest = highestReadEpoch(readings);
  const acknowledgement = weighAcknowledgement(readings.acknowledged, { published, highest, lastPromotedAt });
  const proposed = epochAbove(highest, here, unreadRecords(readings));
  return {
    readFrom: readings.readFrom,
    readAt,
    here,
    trigger: occasion.trigger,
    override: [...occasion.override],
    automation: readings.automation,
    ...(readings.switchNote !== undefined && { switchNote: readings.switchNote }),
    roles: { ...roles, ...(occasion.expectedPrimary && { requested: occasion.expectedPrimary }) },
    dataArriving: weighData(readings),
    ...(badSince !== undefined && { badSince }),
    confirmations: [weighOwnReach(readings), weighPrimaryApi(readings, roles.primary), weighClientView(readings)],
    target: weighTarget(readings),
    ...(change !== undefined && { change: { status: change, since: occasion.changeSince ?? readAt } }),
    ...(preferred && { preferred }),
    ...(preferredUnable && { preferredUnable }),
    ...(unjournaled && { unjournaled }),
    ...(separated && { separated }),
    ...(lastPromotedAt !== undefined && { lastPromotedAt }),
    ...(acknowledgement && { acknowledgement }),
    ...(highest && { highestEpoch: highest }),
    ...(proposed && { proposedEpoch: proposed }),
  };
};

/** Since when everything was bad. This look is one of the row: a write that passes through the published primary ends it. */
const badSinceNow = (readings: Readings): number | undefined =>
  answered(readings.touch)?.remote?.wrote ? undefined : badRow(readings);

/**
 * What is being changed, by the word of every Region that answers, this one's first, and of the witness, who sees the
 * primary's own cluster: a failover inside the primary Region shows there only. A snapshot excuses nobody.
 */
const changeInProgress = ({ here, groups, witness }: Readings, primary: Region | undefined): string | undefined => {
  const seenByWitness = primary === undefined ? undefined : answered(witness.get(primary))?.status;
  return [
    answered(groups.get(here))?.status,
    ...[...groups.values()].map((look) => answered(look)?.status),
    seenByWitness === 'snapshotting' ? undefined : seenByWitness,
  ].find((status) => status !== undefined && status !== 'available');
};

/** The highest epoch that can be read: own journal, every Region's parameter, the record's TXT. */
export const highestReadEpoch = (readings: Pick<Readings, 'incident' | 'recordEpoch' | 'published'>) =>
  highestEpoch([readings.incident.epoch, ...publishedEpochs(readings)]);

const newestPromotion = ({ published }: Readings): number | undefined => {
  const times = [...published.values()]
    .flatMap((look) => answered(look)?.promotedAt ?? [])
    .map((text) => Date.parse(text));
  return times.length > 0 ? Math.max(...times) : undefined;
};
