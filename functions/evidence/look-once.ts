import type { Datastore } from '../contract/config.ts';
import type { Verdict } from '../contract/evidence.ts';
import type { ProbeMemory } from '../contract/journal.ts';
import { metrics } from '../contract/names.ts';
import { probeIntervalSeconds } from '../contract/policy.ts';
import type { Region } from '../contract/region.ts';
import type { TouchAnswer } from '../contract/touch.ts';
import { blindness } from '../domain/blindness.ts';
import { answered } from '../domain/readings.ts';
import { rememberLook } from '../domain/remember-look.ts';
import { isStandalone } from '../domain/standalone.ts';
import { weighOwnReach } from '../domain/weigh-confirmations.ts';
import { weighData } from '../domain/weigh-data.ts';
import { memberIn } from '../domain/weigh-roles.ts';
import type { Look, MemberView, Ports } from '../ports.ts';
import { readPublishedIn } from './read-published.ts';
import { touchCaches } from './touch-caches.ts';

type LookPorts = Pick<
  Ports,
  'clock' | 'counter' | 'functions' | 'journal' | 'log' | 'monitoring' | 'parameters' | 'secrets' | 'topology'
>;

interface Subject {
  readonly here: Region;
  readonly name: string;
  readonly datastore: Datastore;
}

/**
 * One look of `Probe`: the heartbeat while this Region is PRIMARY, what arrives and what is reachable while it is
 * SECONDARY. Remembers it in the journal, publishes what decides, and then counts itself if it saw: an observer that
 * is blind is one that does not run.
 */
export const lookOnce = async (ports: LookPorts, subject: Subject): Promise<void> => {
  const { topology, journal, monitoring, clock } = ports;
  const { here, name, datastore } = subject;
  const [group, member, before] = await Promise.all([
    topology.readGroup(here, datastore.globalReplicationGroupId),
    topology.readMember(here, datastore.replicationGroups[here] ?? ''),
    journal.readProbe(name),
  ]);
  const own = answered(member);
  const role = roleOf(memberIn(answered(group), subject)?.role, own);
  const touched = await touch(ports, subject, { role, own });
  const readAt = clock.now().getTime();
  const intervalMs = probeIntervalSeconds[datastore.profile] * 1000;
  const memory = rememberLook(before, { datastore: name, role, answer: answered(touched), at: readAt, intervalMs });
  await journal.writeProbe(memory);

  const facts = { here, datastore, touch: touched, probe: memory, readAt, replicationLag: undefined };
  const dimensions = { [metrics.dimension]: name };
  if (role === 'SECONDARY') {
    const highResolution = probeIntervalSeconds[datastore.profile] < 60;
    const values = [
      ...metricOf(metrics.dataArriving, arriving(facts)),
      ...metricOf(metrics.primaryReachable, weighOwnReach(facts).verdict),
    ].map((value) => ({ ...value, dimensions, highResolution }));
    if (values.length > 0) await monitoring.publish(values);
  }
  const blind = blindness(role, touched);
  if (blind === undefined) ports.counter.count(metrics.probeRan, dimensions);
  else ports.log.warn('look saw nothing', { datastore: name, reason: blind });
};

/** A cluster that left its Global Datastore takes writes on its own: it is looked at as a primary is. */
const roleOf = (role: string | undefined, own: MemberView | undefined): ProbeMemory['role'] => {
  if (role === 'PRIMARY' || role === 'SECONDARY') return role;
  return own && isStandalone(own) ? 'PRIMARY' : 'unknown';
};

const arriving = (facts: Parameters<typeof weighData>[0]): Verdict => {
  const { verdict } = weighData(facts);
  return verdict === 'arriving' ? 'up' : verdict === 'stopped' ? 'down' : 'unknown';
};

/** What is unknown publishes nothing: missing data is not a zero. */
const metricOf = (name: string, verdict: Verdict) =>
  verdict === 'unknown' ? [] : [{ name, value: verdict === 'up' ? 1 : 0 }];

const touch = async (
  ports: LookPorts,
  { here, name, datastore }: Subject,
  { role, own }: { role: ProbeMemory['role']; own: MemberView | undefined },
): Promise<Look<TouchAnswer>> => {
  const record = role === 'SECONDARY' ? await readPublishedIn(ports, { region: here, name }) : undefined;
  return touchCaches(ports, {
    here,
    name,
    datastore,
    member: own,
    beat: role === 'PRIMARY',
    record: answered(record),
  });
};
