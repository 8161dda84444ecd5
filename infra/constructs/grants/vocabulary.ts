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

/** What looking at a datastore takes, for whichever purpose. It changes nothing but a canary key. */
const readSituation = (allow: Grants) => [
  allow.readTopology,
  allow.touchCaches,
  allow.useCredentials,
  allow.readEndpoints,
  allow.readSwitch,
  allow.readJournal,
];

/** What weighing an outage takes: `AssessHealth` does it, `PromoteRegion` does it again just before the call. */
export const weighOutage = (allow: Grants) => [
  ...readSituation(allow),
  allow.readAcknowledged,
  allow.askWitness,
  allow.readAlarms,
];

/** What reading again before a separation takes: no alarm, no witness, which confirmed the outage before. */
export const weighSeparation = (allow: Grants) => [...readSituation(allow), allow.readReplicationLag];

/** What `Reconcile` looks at: no alarm, no witness, no client. */
export const weighPublication = (allow: Grants) => [
  ...readSituation(allow),
  allow.readOtherMembers,
  allow.readReplicationLag,
];
