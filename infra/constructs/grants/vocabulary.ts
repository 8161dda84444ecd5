import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Place } from '../place.ts';
import { cacheGrants } from './caches.ts';
import { observationGrants } from './observation.ts';
import { parameterGrants } from './parameters.ts';
import { recordGrants } from './records.ts';
import { executionGrants, journalGrants, noticeGrants } from './runs.ts';

/** Everything that a function in a member Region can be allowed, by name, bound to this place. */
export const grantsAt = (place: Place, { journal, topic }: { readonly journal: ITable; readonly topic: ITopic }) => ({
  ...cacheGrants(place),
  ...parameterGrants(place),
  ...recordGrants(place),
  ...observationGrants(place),
  ...journalGrants(journal),
  ...executionGrants(place),
  ...noticeGrants(place, topic),
});
export type Grants = ReturnType<typeof grantsAt>;

/**
 * What weighing the evidence takes: `AssessHealth` does it, `PromoteRegion` and `Reconcile` do it again.
 * It changes nothing.
 */
export const gatherEvidence = (allow: Grants) => [
  allow.readTopology,
  allow.touchCaches,
  allow.useCredentials,
  allow.askWitness,
  allow.readEndpoints,
  allow.readSwitch,
  allow.readAlarms,
];
