import type { Evidence } from '../../functions/contract/evidence.ts';
import type { Assessment } from '../../functions/contract/execution.ts';
import type { Policy } from '../../functions/contract/policy.ts';
import { decide } from '../../functions/domain/decide.ts';
import { justPromotable, policy } from './evidence.ts';
import { instant, now } from './sessions.ts';

/** What `AssessHealth` answers for the given facts. */
export const assessmentOf = (
  facts: Partial<Evidence> = {},
  next: Assessment['next'] = 'close',
  by: Policy = policy,
): Assessment => {
  const evidence = { ...justPromotable, ...facts };
  return { assessedAt: instant(now), next, decision: decide(evidence, by, now), evidence };
};
