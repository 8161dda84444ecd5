import { probeIntervalSeconds } from '../contract/policy.ts';
import type { Readings } from './readings.ts';

/** So many of its intervals may pass without a look before what `Probe` remembers of a row of looks is broken. */
const missedLooks = 3;

type Facts = Pick<Readings, 'datastore' | 'probe' | 'readAt'>;

/** What `Probe` remembers, while it looks: what happened since it stopped, nobody saw. */
const liveProbe = ({ datastore: { profile }, probe, readAt }: Facts) =>
  probe && readAt - probe.lookedAt <= missedLooks * probeIntervalSeconds[profile] * 1000 ? probe : undefined;

/** The first of the unbroken row of bad looks that `Probe` remembers. A `Probe` that no longer looks breaks the row. */
export const badRow = (facts: Facts): number | undefined => liveProbe(facts)?.badSince;

const dayMs = 24 * 3600 * 1000;

/**
 * Whether something was seen within a day before everything stopped, or before now. Measured from now, an outage that
 * lasts would make its own evidence too old, and go silent; measured from the bad row, one look that could not tell
 * would do the same.
 */
export const isWithinDay = (at: number | undefined, facts: Facts): at is number => {
  const probe = liveProbe(facts);
  return at !== undefined && (probe?.stoppedSince ?? probe?.badSince ?? facts.readAt) - at <= dayMs;
};
