import type { Evidence } from '../contract/evidence.ts';

/**
 * For how long after the recovery point the old primary may have taken writes, as people are told, in milliseconds: until the
 * first look that found it gone, or longer where it was seen to serve. Undefined is unknown; so it is where no look found it
 * gone, or somebody finds it up, for then it takes writes until it is demoted. The delay by which a decision is made ends at the last look that saw data
 * arrive: it may be next to nothing where seconds of writes are lost.
 */
export const toldLoss = (evidence: Pick<Evidence, 'badSince' | 'confirmations' | 'target'>): number | undefined => {
  const { badSince, target } = evidence;
  const { lossBoundMs, lossGrows, recoveryPoint } = target;
  if (lossBoundMs === undefined || badSince === undefined || lossGrows || mayServe(evidence)) return undefined;
  return recoveryPoint === undefined ? lossBoundMs : Math.max(lossBoundMs, badSince - recoveryPoint);
};

/** Its Region answers somebody, and clients are not seen to fail. That their alarm has not moved says little: it takes minutes. */
const mayServe = ({ confirmations }: Pick<Evidence, 'confirmations'>): boolean =>
  confirmations.some(({ by, verdict }) => by !== 'clientView' && verdict === 'up') &&
  !confirmations.some(({ by, verdict }) => by === 'clientView' && verdict === 'down');
