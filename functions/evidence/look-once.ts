import type { Datastore } from '../contract/config.ts';
import type { Verdict } from '../contract/evidence.ts';
import type { ProbeMemory } from '../contract/journal.ts';
import { metrics, names } from '../contract/names.ts';
import { probeIntervalSeconds } from '../contract/policy.ts';
import type { Region } from '../contract/region.ts';
import type { TouchAnswer } from '../contract/touch.ts';
import { readRecord } from '../domain/published-record.ts';
import { answered } from '../domain/readings.ts';
import { rememberLook } from '../domain/remember-look.ts';
import { localTarget, publishedTarget } from '../domain/targets.ts';
import { weighOwnReach } from '../domain/weigh-confirmations.ts';
import { weighData } from '../domain/weigh-data.ts';
import { memberIn } from '../domain/weigh-roles.ts';
import type { Look, MetricValue, Ports } from '../ports.ts';

type LookPorts = Pick<Ports, 'clock' | 'functions' | 'journal' | 'monitoring' | 'parameters' | 'secrets' | 'topology'>;

interface Subject {
  readonly here: Region;
  readonly name: string;
  readonly datastore: Datastore;
}

/**
 * One look of `Probe`: the heartbeat while this Region is PRIMARY, what arrives and what is reachable while it is
 * SECONDARY. Remembers it in the journal, then publishes the metrics.
 */
export const lookOnce = async (ports: LookPorts, subject: Subject): Promise<void> => {
  const { topology, journal, monitoring, clock } = ports;
  const { here, name, datastore } = subject;
  const [group, before] = await Promise.all([
    topology.readGroup(here, datastore.globalReplicationGroupId),
    journal.readProbe(name),
  ]);
  const role = roleOf(memberIn(answered(group), subject)?.role);
  const touch = await touchBoth(ports, subject, role);
  const readAt = clock.now().getTime();
  const memory = rememberLook(before, { datastore: name, role, answer: answered(touch), at: readAt });
  await journal.writeProbe(memory);

  const facts = { here, datastore, touch, probe: memory, readAt, replicationLag: undefined };
  const seen: Omit<MetricValue, 'dimensions' | 'highResolution'>[] = [
    { name: metrics.probeRan, value: 1 },
    ...(role === 'SECONDARY'
      ? [
          ...metricOf(metrics.dataArriving, arriving(facts)),
          ...metricOf(metrics.primaryReachable, weighOwnReach(facts).verdict),
        ]
      : []),
  ];
  const highResolution = probeIntervalSeconds[datastore.profile] < 60;
  await monitoring.publish(
    seen.map((value) => ({ ...value, dimensions: { [metrics.dimension]: name }, highResolution })),
  );
};

const roleOf = (role: string | undefined): ProbeMemory['role'] =>
  role === 'PRIMARY' || role === 'SECONDARY' ? role : 'unknown';

const arriving = (facts: Parameters<typeof weighData>[0]): Verdict => {
  const { verdict } = weighData(facts);
  return verdict === 'arriving' ? 'up' : verdict === 'stopped' ? 'down' : 'unknown';
};

/** What is unknown publishes nothing: missing data is not a zero. */
const metricOf = (name: string, verdict: Verdict) =>
  verdict === 'unknown' ? [] : [{ name, value: verdict === 'up' ? 1 : 0 }];

const touchBoth = async (
  { topology, parameters, secrets, functions }: LookPorts,
  { here, name, datastore }: Subject,
  role: ProbeMemory['role'],
): Promise<Look<TouchAnswer>> => {
  const [member, read] = await Promise.all([
    topology.readMember(here, datastore.replicationGroups[here] ?? ''),
    parameters.read(here, names.endpointParameter(name)),
  ]);
  try {
    const login = { access: datastore.access, credentials: await secrets.credentials(name) };
    const own = answered(member);
    const record = answered(readRecord(read));
    const local = own && localTarget(own, login);
    const remote = role === 'SECONDARY' && record ? publishedTarget(record, login) : undefined;
    const control = datastore.network[here]?.control;
    const value = await functions.touch(name, {
      datastore: name,
      ...(local && { local: { target: local, beat: role === 'PRIMARY', canary: false } }),
      ...(remote && { remote: { target: remote } }),
      ...(control && { control }),
    });
    return { outcome: 'answered', value };
  } catch (error) {
    return { outcome: 'unknown', detail: error instanceof Error ? error.message : String(error) };
  }
};
