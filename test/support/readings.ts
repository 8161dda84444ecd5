import type { ProbeMemory } from '../../functions/contract/journal.ts';
import type { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import type { ShardLook, TouchAnswer } from '../../functions/contract/touch.ts';
import type { WitnessAnswer } from '../../functions/contract/witness.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import type { Look } from '../../functions/ports.ts';
import { ago, east, endpointOf, groupView, memberView, metricAlarm, now, outside, sessions, west } from './sessions.ts';

export const answered = <T>(value: T): Look<T> => ({ outcome: 'answered', value });
export const failed = (outcome: 'dark' | 'refused' | 'unknown'): Look<never> => ({
  outcome,
  detail: `it was ${outcome}`,
});

export const recordOf = (
  region: string,
  counter: number,
  parts: Partial<PublishedEndpoint> = {},
): PublishedEndpoint => ({
  datastore: 'sessions',
  epoch: { counter, region },
  primaryRegion: region,
  primary: endpointOf(region),
  reader: endpointOf(region, true),
  port: 6379,
  tls: false,
  ...parts,
});

/** A shard of the secondary, which applied everything up to offset 100 and heartbeat 7. */
export const shardLook = (parts: Partial<ShardLook> = {}): ShardLook => ({
  shard: '0',
  role: 'slave',
  heartbeat: { writtenAt: ago(60), count: 7 },
  offset: { stream: 'a', position: 100 },
  keys: 3,
  ...parts,
});

export const touchAnswer = (parts: Partial<TouchAnswer> = {}): TouchAnswer => ({
  seenAt: now,
  local: { reach: 'alive', shards: [shardLook()] },
  remote: { reach: 'unreachable', wrote: false, detail: 'connect ETIMEDOUT' },
  names: [
    { name: sessions.dns === 'none' ? '' : sessions.dns.record, outcome: 'found', cname: endpointOf(east), txt: [] },
    { name: '_failover.sessions.example.internal', outcome: 'found', txt: [`1 ${east}`] },
  ],
  ...parts,
});

/** What `Probe` of us-west-2 remembers: nothing moved for 60 s, all bad for 50 s, the primary reached a minute ago. */
export const probeMemory = (parts: Partial<ProbeMemory> = {}): ProbeMemory => ({
  datastore: 'sessions',
  lookedAt: ago(5),
  role: 'SECONDARY',
  shards: [
    {
      shard: '0',
      heartbeatCount: 7,
      heartbeatMovedAt: ago(60),
      stream: 'a',
      position: 100,
      offsetMovedAt: ago(60),
    },
  ],
  lastDelayMs: 800,
  primaryReachedAt: ago(60),
  badSince: ago(50),
  ...parts,
});

export const witnessAnswer = (parts: Partial<WitnessAnswer> = {}): WitnessAnswer => ({
  seenAt: now,
  region: east,
  api: 'dark',
  detail: 'no answer',
  ...parts,
});

/** us-east-1 is lost, seen from us-west-2: everything that could be read says so. Each test changes one reading. */
export const primaryLost = (parts: Partial<Readings> = {}): Readings => ({
  readFrom: now,
  readAt: now,
  here: west,
  name: 'sessions',
  datastore: sessions,
  groups: new Map([
    [east, failed('dark')],
    [west, answered(groupView(east))],
  ]),
  member: answered(memberView(west, 'SECONDARY')),
  witness: new Map([[east, answered(witnessAnswer())]]),
  touch: answered(touchAnswer()),
  probe: probeMemory(),
  published: new Map([
    [east, failed('dark')],
    [west, answered(recordOf(east, 1))],
  ]),
  recordEpoch: answered({ counter: 1, region: east }),
  incident: { datastore: 'sessions', epoch: { counter: 1, region: east } },
  automation: 'auto',
  clientAlarms: [
    {
      region: outside,
      alarm: answered(metricAlarm('sessions-client-errors', { recent: [{ at: new Date(ago(10)), value: 9 }] })),
    },
  ],
  replicationLag: undefined,
  ...parts,
});
