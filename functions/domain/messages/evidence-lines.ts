import type { Evidence } from '../../contract/evidence.ts';
import { toldLoss } from '../told-loss.ts';

const lossOf = (evidence: Evidence): string => {
  const { lossBoundMs, recoveryPoint } = evidence.target;
  const told = toldLoss(evidence);
  const bound = told === undefined ? unknownLoss(lossBoundMs) : `about ${(told / 1000).toFixed(1)} s of writes`;
  if (recoveryPoint === undefined) return bound;
  return `${bound}; what the primary held at ${new Date(recoveryPoint).toISOString()}, by its Region's clock, is here`;
};

const unknownLoss = (lossBoundMs: number | undefined): string =>
  lossBoundMs === undefined ? 'unknown' : 'unknown, for the old primary may take writes until it is demoted';

/** The evidence as people read it, one line per kind. */
export const evidenceLines = (evidence: Evidence): string[] => [
  `Primary by the view of ${evidence.here}: ${evidence.roles.primary ?? 'unclear'}`,
  ...evidence.roles.disagree.map((text) => `But ${text}`),
  `Data: ${evidence.dataArriving.verdict} (${evidence.dataArriving.detail})`,
  ...evidence.confirmations.map(({ by, verdict, detail }) => `${confirmationNames[by]}: ${verdict} (${detail})`),
  `Target: ${evidence.target.faults.join('; ') || 'fit'}`,
  `Loss to expect: ${lossOf(evidence)}`,
];

const confirmationNames = {
  ownReach: 'Primary reached from here',
  primaryApi: "The primary Region's API",
  clientView: 'Clients',
} as const;
