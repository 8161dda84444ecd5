import { PlanChanged } from '../contract/errors.ts';
import type { Evidence } from '../contract/evidence.ts';

/** Evidence whose first reading began longer ago than this, at the moment of a call, does not count. */
const evidenceLimitMs = 20_000;

/** The moment of a call that rests on `evidence`. Throws `PlanChanged` where the evidence is too old for it by then. */
export const freshNow = ({ readFrom }: Pick<Evidence, 'readFrom'>, now: Date): Date => {
  const age = now.getTime() - readFrom;
  if (age > evidenceLimitMs) throw new PlanChanged(`the evidence is ${age} ms old, the limit is ${evidenceLimitMs} ms`);
  return now;
};
