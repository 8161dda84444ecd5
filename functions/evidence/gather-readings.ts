import type { Datastore } from '../contract/config.ts';
import { names } from '../contract/names.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import type { Region } from '../contract/region.ts';
import type { TouchAnswer } from '../contract/touch.ts';
import { automationInForce } from '../domain/automation.ts';
import { parseEpoch } from '../domain/epoch.ts';
import { answered, type Readings } from '../domain/readings.ts';
import { localTarget, publishedTarget } from '../domain/targets.ts';
import type { Look, MemberView, Ports } from '../ports.ts';
import { readPublished } from './read-published.ts';

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
   * `outage`: everything a decision weighs. `publication`: only what agreement on the endpoints needs, and a canary on
   * every shard; it is read every minute, so it asks neither the witness nor the clients.
   */
  readonly purpose: 'outage' | 'publication';
}

/**
 * Reads every source at once, each with its own deadline, and brings home what came of each. It throws only where a
 * decision cannot do without the source: this Region's journal.
 */
export const gatherReadings = async (ports: EvidencePorts, subject: Subject): Promise<Readings> => {
  const { topology, parameters, journal, monitoring, clock } = ports;
  const { here, name, datastore } = subject;
  const members = Object.keys(datastore.replicationGroups);
  const member = topology.readMember(here, datastore.replicationGroups[here] ?? '');
  const published = readPublished(ports, subject);

  const [groups, own, witness, records, touch, probe, incident, flag, clientAlarms] = await Promise.all([
    each(members, (region) => topology.readGroup(region, datastore.globalReplicationGroupId)),
    member,
    askWitness(ports, subject),
    published,
    touchCaches(ports, subject, { member, published }),
    journal.readProbe(name),
    journal.readIncident(name),
    parameters.read(here, names.switchParameter(name)),
    readClientAlarms(ports, subject),
  ]);
  const offsetsKnown = answered(touch)?.local?.shards.every(({ offset }) => offset !== undefined) ?? false;
  const nodes = answered(own)?.nodes ?? [];
  const replicationLag = offsetsKnown || nodes.length === 0 ? undefined : await monitoring.readReplicationLag(nodes);
  return {
    readAt: clock.now().getTime(),
    here,
    name,
    datastore,
    groups,
    member: own,
    witness,
    touch,
    probe,
    published: records,
    recordEpoch: epochOf(touch, datastore),
    incident,
    automation: automationInForce(datastore.policy.automation, flag),
    clientAlarms,
    replicationLag,
  };
};

const each = async <T>(regions: readonly Region[], read: (region: Region) => Promise<T>): Promise<Map<Region, T>> =>
  new Map(await Promise.all(regions.map(async (region) => [region, await read(region)] as const)));

/** A function that fails is an observer that cannot tell. */
const observed = async <T>(ask: () => Promise<T>): Promise<Look<T>> => {
  try {
    return { outcome: 'answered', value: await ask() };
  } catch (error) {
    return { outcome: 'unknown', detail: error instanceof Error ? error.message : String(error) };
  }
};

const askWitness = ({ functions }: EvidencePorts, { here, datastore, hasWitness, purpose }: Subject) => {
  const others =
    hasWitness && purpose === 'outage'
      ? Object.keys(datastore.replicationGroups).filter((region) => region !== here)
      : [];
  return each(others, (region) =>
    observed(() => functions.witness({ region, replicationGroupId: datastore.replicationGroups[region] ?? '' })),
  );
};

const readClientAlarms = (
  { monitoring }: EvidencePorts,
  { datastore, purpose }: Subject,
): Promise<Readings['clientAlarms']> =>
  Promise.all(
    (purpose === 'outage' ? datastore.clientAlarms : []).map(async ({ region, name }) => {
      const look = await monitoring.readAlarms(region, [name]);
      if (look.outcome !== 'answered') return { region, alarm: look };
      return {
        region,
        alarm: { outcome: 'answered' as const, value: look.value.find((alarm) => alarm.name === name) },
      };
    }),
  );

interface Pending {
  readonly member: Promise<Look<MemberView>>;
  readonly published: Promise<ReadonlyMap<Region, Look<PublishedEndpoint | undefined>>>;
}

/** Looks at this Region's cache and writes through the primary that is published here, as clients do. */
const touchCaches = async (
  { functions, secrets }: EvidencePorts,
  { here, name, datastore, purpose }: Subject,
  { member, published }: Pending,
): Promise<Look<TouchAnswer>> => {
  const own = answered(await member);
  const record = answered((await published).get(here));
  return observed(async () => {
    const login = { access: datastore.access, credentials: await secrets.credentials(name) };
    const local = own && localTarget(own, login);
    const remote = record && publishedTarget(record, login);
    const control = datastore.network[here]?.control;
    return functions.touch(name, {
      datastore: name,
      ...(local && { local: { target: local, beat: false, canary: purpose === 'publication' } }),
      ...(remote && { remote: { target: remote } }),
      ...(control && { control }),
      ...(datastore.dns !== 'none' && { resolve: [datastore.dns.record, names.epochRecord(datastore.dns.record)] }),
    });
  });
};

const epochOf = (touch: Look<TouchAnswer>, { dns }: Datastore): Readings['recordEpoch'] => {
  if (dns === 'none') return { outcome: 'answered', value: undefined };
  const found = answered(touch)?.names?.find(({ name }) => name === names.epochRecord(dns.record));
  if (!found || found.outcome === 'unknown') return { outcome: 'unknown', detail: 'the epoch record did not resolve' };
  return { outcome: 'answered', value: found.txt.flatMap((text) => parseEpoch(text) ?? [])[0] };
};
