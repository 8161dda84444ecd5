import { Config } from '../../functions/contract/config.ts';
import type { ProbeMemory } from '../../functions/contract/journal.ts';
import type { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import type { ShardLook } from '../../functions/contract/touch.ts';
import type { AlarmView, GroupView, MemberView } from '../../functions/ports.ts';

/** Valid values of everything that comes in, in one small world: `sessions`, primary in us-east-1. */
export const now = Date.parse('2026-11-23T12:00:00.000Z');
export const ago = (seconds: number): number => now - seconds * 1000;
export const instant = (ms: number): string => new Date(ms).toISOString();

export const east = 'us-east-1';
export const west = 'us-west-2';
export const outside = 'eu-west-1';
export const datastore = 'sessions';
export const account = '111122223333';
export const record = 'sessions.example.internal';
export const epochRecord = `_failover.${record}`;
/** Nothing that people or machines read may hold it. */
export const canarySecret = 'hunter2-canary-secret';

const network = { vpc: 'vpc-0', subnets: ['subnet-0'], securityGroups: ['sg-0'], reachesOthers: true };
const secretIn = (region: string) => `arn:aws:secretsmanager:${region}:${account}:secret:sessions`;

export const configInput = (automation: 'auto' | 'approve') => ({
  account,
  regions: [east, west],
  witness: outside,
  datastores: {
    [datastore]: {
      globalReplicationGroupId: 'ldgnf-sessions',
      replicationGroups: { [east]: 'sessions-use1', [west]: 'sessions-usw2' },
      access: { tls: true, auth: { secret: { [east]: secretIn(east), [west]: secretIn(west) } } },
      network: { [east]: network, [west]: network },
      dns: { zone: 'Z0SESSIONS0EXAMPLE', record, ttl: 5 },
      clientAlarms: [{ region: outside, name: 'sessions-client-errors' }],
      preference: [west, east],
      policy: { automation, persistence: 20, grace: 180, lossLimit: 30, cooldown: 3600, poll: 1 },
      profile: 'fast',
    },
  },
});
export const configs = { auto: Config.parse(configInput('auto')), approve: Config.parse(configInput('approve')) };

const ids: Readonly<Record<string, string>> = { [east]: 'sessions-use1', [west]: 'sessions-usw2' };
const suffixes: Readonly<Record<string, string>> = { [east]: 'use1', [west]: 'usw2' };

export const endpointOf = (region: string, reader = false): string =>
  `${ids[region]}${reader ? '-ro' : ''}.sbx001.ng.0001.${suffixes[region]}.cache.amazonaws.com`;

export const groupView = (): GroupView => ({
  status: 'available',
  members: [west, east].map((region) => ({
    region,
    replicationGroupId: ids[region] ?? '',
    role: region === east ? 'PRIMARY' : 'SECONDARY',
    status: 'associated',
  })),
});

export const memberView = (region: string): MemberView => ({
  status: 'available',
  role: region === east ? 'PRIMARY' : 'SECONDARY',
  globalReplicationGroupId: 'ldgnf-sessions',
  cluster: false,
  primary: endpointOf(region),
  reader: endpointOf(region, true),
  port: 6379,
  shards: [{ id: '0001', status: 'available' }],
  nodes: [`${ids[region]}-001`],
});

export const publishedRecord = (counter = 1): PublishedEndpoint => ({
  datastore,
  epoch: { counter, region: east },
  primaryRegion: east,
  primary: endpointOf(east),
  reader: endpointOf(east, true),
  port: 6379,
  tls: true,
});

export const shardLook = (position: number): ShardLook => ({
  shard: '0',
  role: 'slave',
  heartbeat: { writtenAt: ago(5), count: 7 },
  offset: { stream: 'a'.repeat(40), position },
  keys: 23,
});

/** What `Probe` remembers when nothing moved for a minute. Over a healthy cache the next look sees that it moved. */
export const probeMemory = (): ProbeMemory => ({
  datastore,
  lookedAt: ago(5),
  role: 'SECONDARY',
  shards: [
    {
      shard: '0',
      heartbeatCount: 7,
      heartbeatMovedAt: ago(60),
      stream: 'a'.repeat(40),
      position: 100,
      offsetMovedAt: ago(60),
    },
  ],
  lastDelayMs: 800,
  primaryReachedAt: ago(60),
  badSince: ago(50),
});

export const alarm = (name: string, value: number, state: AlarmView['state'] = 'ALARM'): AlarmView => ({
  name,
  state,
  recent: [{ at: new Date(ago(10)), value, breaches: state === 'ALARM' }],
  kind: 'metric',
  periodSeconds: 10,
  children: [],
});

export const execution = {
  id: `arn:aws:states:${west}:${account}:execution:failover:run-1`,
  name: 'run-1',
  startedAt: instant(ago(1)),
};
export const otherExecution = `arn:aws:states:${west}:${account}:execution:failover:run-0`;

/** A run as `OpenIncident` hands it on. */
export const aRun = {
  datastore,
  mode: 'failover',
  trigger: 'automatic',
  requestedBy: 'alarm',
  override: [],
  execution,
  openedAt: instant(ago(1)),
  claim: 'held',
  waits: { poll: 1, approval: 900 },
};
