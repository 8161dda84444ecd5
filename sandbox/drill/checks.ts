import type { Check } from './checks/check.ts';
import { clientsCameBack, clientsFeltIt } from './checks/clients.ts';
import { oldPrimaryFollows, oldPrimaryNeverPublishesItself } from './checks/old-primary.ts';
import { noPromiseBroken } from './checks/promises.ts';
import { promotedForCause, promotedHeir, promotedOnce } from './checks/promotion.ts';
import { parametersAgree, recordAgrees } from './checks/publication.ts';
import { executionsEnded, functionsHealthy, peopleWereTold } from './checks/workflow.ts';
import { lossWithinBound, noLateWrites, timesToLiveSurvive } from './checks/writes.ts';
import type { Observation } from './observation.ts';

export const checks: readonly Check[] = [
  clientsFeltIt,
  promotedForCause,
  promotedOnce,
  promotedHeir,
  parametersAgree,
  recordAgrees,
  clientsCameBack,
  noLateWrites,
  lossWithinBound,
  timesToLiveSurvive,
  oldPrimaryFollows,
  oldPrimaryNeverPublishesItself,
  executionsEnded,
  functionsHealthy,
  peopleWereTold,
  noPromiseBroken,
];

/** What became of one check. */
export interface Verdict {
  readonly check: string;
  readonly title: string;
  readonly held: boolean;
  readonly violations: readonly string[];
}

/** No report needs more of one kind. */
const MOST = 10;

/** Judges an observation. Pure. */
export const judge = (observation: Observation): readonly Verdict[] =>
  checks.map(({ name, title, violations }) => {
    const found = violations(observation);
    return { check: name, title: title(observation), held: found.length === 0, violations: found.slice(0, MOST) };
  });
