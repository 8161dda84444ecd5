import { probeIntervalSeconds } from '../contract/policy.ts';
import type { Readings } from './readings.ts';

/** So many of its intervals may pass without a look before what `Probe` remembers of a row of looks is broken. */
const missedLooks = 3;

/**
 * The first of the unbroken row of bad looks that `Probe` remembers. A `Probe` that no longer looks breaks the row:
 * what happened since, nobody saw.
 */
export const badRow = ({
  datastore: { profile },
  probe,
  readAt,
}: Pick<Readings, 'datastore' | 'probe' | 'readAt'>): number | undefined => {
  if (!probe || readAt - probe.lookedAt > missedLooks * probeIntervalSeconds[profile] * 1000) return undefined;
  return probe.badSince;
};

const dayMs = 24 * 3600 * 1000;

/**
 * Whether something was seen within a day before it became bad, or before now. Measured from now, an outage that lasts
 * would make its own evidence too old, and go silent.
 */
export const isWithinDay = (at: number | undefined, readings: Parameters<typeof badRow>[0]): at is number =>
  at !== undefined && (badRow(readings) ?? readings.readAt) - at <= dayMs;
