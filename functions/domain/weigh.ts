import type { Evidence } from '../contract/evidence.ts';
import type { Run } from '../contract/execution.ts';
import { highestEpoch } from './epoch.ts';
import { answered, type Readings } from './readings.ts';
import { weighClientView, weighOwnReach, weighPrimaryApi } from './weigh-confirmations.ts';
import { weighData } from './weigh-data.ts';
import { preferredTarget, weighRoles } from './weigh-roles.ts';
import { weighTarget } from './weigh-target.ts';

/** What a look is weighed for: who asks, and what they waive or expect. */
export type Occasion = Pick<Run, 'trigger' | 'override' | 'expectedPrimary'> & {
  /** The first instant at which this run saw the datastore changing. */
  readonly changeSince?: number | undefined;
};

/** Turns what was read into the verdicts that a decision weighs. Pure and total. */
export const weigh = (readings: Readings, occasion: Occasion): Evidence => {
  const { here, groups, readAt, published, probe } = readings;
  const record = answered(published.get(here));
  const roles = weighRoles(readings, occasion.expectedPrimary ?? record?.primaryRegion);
  const status = answered(groups.get(here))?.status;
  const changing = status !== undefined && status !== 'available';
  const preferred = preferredTarget(readings);
  const lastPromotedAt = newestPromotion(readings);
  const highest = highestReadEpoch(readings);
  return {
    readAt,
    here,
    trigger: occasion.trigger,
    override: [...occasion.override],
    automation: readings.automation,
    roles,
    dataArriving: weighData(readings),
    ...(probe?.badSince !== undefined && { badSince: probe.badSince }),
    confirmations: [weighOwnReach(readings), weighPrimaryApi(readings, roles.primary), weighClientView(readings)],
    target: weighTarget(readings),
    ...(changing && { change: { status, since: occasion.changeSince ?? readAt } }),
    ...(preferred && { preferred }),
    ...(lastPromotedAt !== undefined && { lastPromotedAt }),
    ...(highest && { highestEpoch: highest }),
  };
};

/** The highest epoch that can be read: own journal, every Region's parameter, the record's TXT. */
export const highestReadEpoch = ({
  incident,
  recordEpoch,
  published,
}: Pick<Readings, 'incident' | 'recordEpoch' | 'published'>) =>
  highestEpoch([
    incident.epoch,
    answered(recordEpoch),
    ...[...published.values()].map((look) => answered(look)?.epoch),
  ]);

const newestPromotion = ({ published }: Readings): number | undefined => {
  const times = [...published.values()]
    .flatMap((look) => answered(look)?.promotedAt ?? [])
    .map((text) => Date.parse(text));
  return times.length > 0 ? Math.max(...times) : undefined;
};
