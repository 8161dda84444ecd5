import type { Config } from '../../functions/contract/config.ts';
import { probeIntervalSeconds } from '../../functions/contract/policy.ts';

const MINUTE_MS = 60_000;

/**
 * How long after the deployment a schedule first fires: each has a second of the minute of its own, as in AWS. Where a
 * minute holds only one look, the two Regions' seconds decide how old a heartbeat is when it is seen. Where it holds
 * several, this decides little, and all begin at once.
 */
export const phasesOf = ({ datastores }: Config, random: () => number): (() => number) => {
  const looksOncePerMinute = Object.values(datastores).some(({ profile }) => probeIntervalSeconds[profile] >= 60);
  return () => (looksOncePerMinute ? Math.floor(random() * MINUTE_MS) : 0);
};
