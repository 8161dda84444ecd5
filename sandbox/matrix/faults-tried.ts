import { isLeg } from '../faults/legs.ts';
import { type Fault, plainFaults } from '../faults.ts';
import { parseSite } from './call-site.ts';
import { legFaultsAt } from './leg-faults-tried.ts';

/** Longer than most calls wait for their answer, shorter than any function may run. */
const SLOW_MS = 2_500;
/** Older than the poll of a run. */
const STALE_MS = 20_000;

const reads = /^(Describe|Get|List|Query)/;

/** Every fault that is tried at a call. Only an answer to a read can be stale. */
export const faultsAt = (site: string): readonly Fault[] => {
  const parsed = parseSite(site);
  if (isLeg(parsed.service)) return legFaultsAt(parsed);
  const plain = plainFaults.map((kind) => ({ kind }));
  const isRead = reads.test(parsed.operation);
  return [...plain, { kind: 'slow', ms: SLOW_MS }, ...(isRead ? [{ kind: 'stale' as const, ms: STALE_MS }] : [])];
};
