import type { Datastore } from '../contract/config.ts';
import { names } from '../contract/names.ts';
import type { Region } from '../contract/region.ts';
import type { TouchAnswer } from '../contract/touch.ts';
import { automationInForce } from '../domain/automation.ts';
import { parseEpoch } from '../domain/epoch.ts';
import { unjournaledEpoch } from '../domain/journal-behind.ts';
import { answered, type Readings } from '../domain/readings.ts';
import { isStandalone } from '../domain/standalone.ts';
import { isOffsetKnown } from '../domain/weigh-data.ts';
import { onlyPrimary } from '../domain/weigh-roles.ts';
import type { GroupView, Look, MemberView, Ports } from '../ports.ts';
import { observed } from './observed.ts';
import { readClientAlarms } from './read-client-alarms.ts';
import { readPublished, readPublishedIn } from './read-published.ts';
import { readSeparated } from './read-separated.ts';
import { touchCaches } from './touch-caches.ts';

/** The ports that evidence is read through. None of them changes anything, but for a canary key that expires. */
export type EvidencePorts = Pick<
  Ports,
  'clock' | 'functions' | 'journal' | 'monitoring' | 'parameters' | 'secrets' | 'topology'
>;

export interface Subject {
  readonly here: Region;
  readonly name: string;
  readonly datastore: Datastore;
  /** Whether a witness Region is configured. */
  readonly hasWitness: boolean;
  /**
   * `outage`: everything a decision weighs. `publication`: only what agreement on the endpoints needs, and, where this
   * Region is PRIMARY, a canary on every shard; it is read every minute, so it asks neither the witness nor the clients,
   * and writes nothing that would tell nothing.
   */
  readonly purpose: 'outage' | 'publication';
}

/**
 * Reads every source at once, each with its own deadline, and brings home what came of each. It throws only where a
 * decision cannot do without the source: this Region's journal.
 */
export const gatherReadings = async (ports: EvidencePorts, subject: Subject): Promise<Readings> => {
  const { topology, parameters, journal, monitoring, clock } = ports;
  const { here, name, datastore, purpose } = subject;
  const readFrom = clock.now().getTime();
  const members = Object.keys(datastore.replicationGroups);
  const member = topology.readMember(here, datastore.replicationGroups[here] ?? '');
  const ownGroup = topology.readGroup(here, datastore.globalReplicationGroupId);
  const ownRecord = readPublishedIn(ports, { region: here, name });

  const [groups, own, witness, records, touched, probe, incident, flag, acknowledged, clientAlarms] = await Promise.all(
    [
      each(members, (region) =>
        region === here ? ownGroup : topology.readGroup(region, datastore.globalReplicationGroupId),
      ),
      member,
      askWitness(ports, subject),
      readPublished(ports, subject, ownRecord),
      touch(ports, subject, { member, ownGroup, ownRecord }),
      journal.readProbe(name),
      journal.readIncident(name),
      parameters.read(here, names.switchParameter(name)),
      purpose === 'outage' ? parameters.read(here, names.acknowledgedParameter(name)) : undefined,
      purpose === 'outage' ? readClientAlarms(ports, datastore) : [],
    ],
  );
  const offsetsKnown =
    answered(touched)?.local?.shards.every((shard) => isOffsetKnown(shard, probe?.shards ?? [])) ?? false;
  const nodes = answered(own)?.nodes ?? [];
  const replicationLag = offsetsKnown || nodes.length === 0 ? undefined : await monitoring.readReplicationLag(nodes);
  const separatedMembers =
    purpose === 'publication' && (await readSeparated(ports, { here, datastore, published: records }));
  const looks = { here, published: records, recordEpoch: epochOf(touched, datastore) };
  // Between two readings at once, an epoch may have been accepted and published: only a later look at the journal tells.
  const isBehind = unjournaledEpoch({ ...looks, incident }) !== undefined;
  const journaled = isBehind ? await journal.readIncident(name) : incident;
  const readAt = clock.now();
  const inForce = automationInForce(datastore.policy.automation, { read: flag, now: readAt });
  return {
    readFrom,
    readAt: readAt.getTime(),
    here,
    name,
    datastore,
    groups,
    member: own,
    ...(separatedMembers && { separatedMembers }),
    witness,
    touch: touched,
    probe,
    published: records,
    recordEpoch: looks.recordEpoch,
    incident: journaled,
    automation: inForce.automation,
    switchNote: inForce.note,
    acknowledged,
    clientAlarms,
    replicationLag,
  };
};

const each = async <T>(regions: readonly Region[], read: (region: Region) => Promise<T>): Promise<Map<Region, T>> =>
  new Map(await Promise.all(regions.map(async (region) => [region, await read(region)] as const)));

const askWitness = ({ functions }: EvidencePorts, { here, datastore, hasWitness, purpose }: Subject) => {
  const others =
    hasWitness && purpose === 'outage'
      ? Object.keys(datastore.replicationGroups).filter((region) => region !== here)
      : [];
  return each(others, (region) =>
    observed(() => functions.witness({ region, replicationGroupId: datastore.replicationGroups[region] ?? '' })),
  );
};

interface Own {
  readonly member: Promise<Look<MemberView>>;
  readonly ownGroup: Promise<Look<GroupView>>;
  readonly ownRecord: ReturnType<typeof readPublishedIn>;
}

/** Looks at this Region's cache and writes through the primary that is published here, as clients do. */
const touch = async (
  ports: EvidencePorts,
  { here, name, datastore, purpose }: Subject,
  own: Own,
): Promise<Look<TouchAnswer>> => {
  const { dns } = datastore;
  const [member, group, published] = await Promise.all([own.member, own.ownGroup, own.ownRecord]);
  const view = answered(group);
  const mine = answered(member);
  const takesWrites = (view !== undefined && onlyPrimary(view) === here) || (mine !== undefined && isStandalone(mine));
  const canary = purpose === 'publication' && takesWrites;
  const record = answered(published);
  return touchCaches(ports, {
    here,
    name,
    datastore,
    member: answered(member),
    canary,
    // The canary goes to the same primary.
    record: canary && record?.primaryRegion === here ? undefined : record,
    ...(dns !== 'none' && { resolve: [dns.record, names.epochRecord(dns.record)] }),
  });
};

const epochOf = (touch: Look<TouchAnswer>, { dns }: Datastore): Readings['recordEpoch'] => {
  if (dns === 'none') return { outcome: 'answered', value: undefined };
  const found = answered(touch)?.names?.find(({ name }) => name === names.epochRecord(dns.record));
  if (!found || found.outcome === 'unknown') return { outcome: 'unknown', detail: 'the epoch record did not resolve' };
  return { outcome: 'answered', value: found.txt.flatMap((text) => parseEpoch(text) ?? [])[0] };
};
