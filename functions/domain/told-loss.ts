import type { Evidence } from '../contract/evidence.ts';

/**
 * For how long after the recovery point the old primary may have taken writes, as people are told, in milliseconds: until the
 * first look that found it gone, or longer where it was seen to serve. Undefined is unknown; so it is where no look found it
 * gone, for then it takes writes until it is demoted. The delay by which a decision is made ends at the last look that saw data
 * arrive: it may be next to nothing where seconds of writes are lost.
 */
export const toldLoss = ({ badSince, target }: Pick<Evidence, 'badSince' | 'target'>): number | undefined => {
  const { lossBoundMs, lossGrows, recoveryPoint } = target;
  if (lossBoundMs === undefined || badSince === undefined || lossGrows) return undefined;
  return recoveryPoint === undefined ? lossBoundMs : Math.max(lossBoundMs, badSince - recoveryPoint);
};
