import type { Policy } from '../contract/policy.ts';

/**
 * How long the preferred Region has, from the first bad look: to believe the outage, to wait for a change, and to be
 * promoted. Only then, or once it is seen to be unable, are people asked in the next one.
 */
export const preferredTurnMs = ({ persistence, grace, promotion }: Policy): number =>
  (persistence + grace + promotion) * 1000;
