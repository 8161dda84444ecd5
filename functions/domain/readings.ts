import type { Datastore } from '../contract/config.ts';
import type { Epoch } from '../contract/epoch.ts';
import type { Incident, ProbeMemory } from '../contract/journal.ts';
import type { Automation } from '../contract/policy.ts';
import type { Region } from '../contract/region.ts';
import type { TouchAnswer } from '../contract/touch.ts';
import type { WitnessAnswer } from '../contract/witness.ts';
import type { AlarmView, GroupView, Look, MemberView, Parameter } from '../ports.ts';
import type { PublishedLook } from './published-record.ts';

/** Everything one look brought home, before it is weighed. Each part may have failed by itself. */
export interface Readings {
  /** When the first reading began, by the same clock as `readAt`: nothing that was read is older. */
  readonly readFrom: number;
  /** When the last reading ended, milliseconds since the epoch by this Region's clock. */
  readonly readAt: number;
  readonly here: Region;
  /** The datastore's name in our configuration. */
  readonly name: string;
  readonly datastore: Datastore;
  /** The group as each member Region's API tells it. */
  readonly groups: ReadonlyMap<Region, Look<GroupView>>;
  /** This Region's own member. */
  readonly member: Look<MemberView>;
  /** The clusters of other Regions that are published as separated, as their own Regions' APIs tell them. */
  readonly separatedMembers?: ReadonlyMap<Region, Look<MemberView>>;
  /** The witness's word on each other member Region. */
  readonly witness: ReadonlyMap<Region, Look<WitnessAnswer>>;
  readonly touch: Look<TouchAnswer>;
  readonly probe: ProbeMemory | undefined;
  /** The records as published in each member Region; `undefined` inside `answered`: none there. */
  readonly published: ReadonlyMap<Region, PublishedLook>;
  /** The epoch beside the DNS record, as it resolves here; `undefined` inside `answered`: none there. */
  readonly recordEpoch: Look<Epoch | undefined>;
  /** What this Region's journal holds: the claim, the intent, the highest epoch it accepted. */
  readonly incident: Incident;
  readonly automation: Automation | 'unreadable';
  /** What people are told about the switch that made it so. */
  readonly switchNote?: string | undefined;
  /** A person's acknowledgement of the last promotion, as it stands in this Region; not read for a publication. */
  readonly acknowledged?: Look<Parameter | undefined> | undefined;
  readonly clientAlarms: readonly ClientAlarm[];
  /** GlobalDatastoreReplicationLag in seconds, read only where the replication offset is unknown. */
  readonly replicationLag: Look<number | undefined> | undefined;
}

/** An alarm that the user named. */
export interface ClientAlarm {
  readonly region: Region;
  readonly alarm: Look<AlarmView | undefined>;
  /** Of a composite: the alarms that its rule names. */
  readonly children?: Look<readonly AlarmView[]>;
}

/** The value of a look that was answered. */
export const answered = <T>(look: Look<T> | undefined): T | undefined =>
  look?.outcome === 'answered' ? look.value : undefined;
