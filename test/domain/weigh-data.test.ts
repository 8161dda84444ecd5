import { expect, test } from '@jest/globals';
import type { ProbeMemory, ShardMemory } from '../../functions/contract/journal.ts';
import type { ShardLook } from '../../functions/contract/touch.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { stallWindowMs, weighData } from '../../functions/domain/weigh-data.ts';
import { answered, failed, primaryLost, probeMemory, shardLook, touchAnswer } from '../support/readings.ts';
import { ago, now, sessions } from '../support/sessions.ts';

const [remembered] = probeMemory().shards;
const memory = (parts: Partial<ShardMemory> = {}): ShardMemory => ({ shard: '0', ...remembered, ...parts });
const window = 20;

/** The readings of an outage, with a shard's look and memory changed. */
const readings = (look: Partial<ShardLook>, shard: Partial<ShardMemory> = {}, parts: Partial<Readings> = {}) =>
  primaryLost({
    touch: answered(touchAnswer({ local: { reach: 'alive', shards: [shardLook(look)] } })),
    probe: probeMemory({ shards: [memory(shard)] }),
    ...parts,
  });
const day = 24 * 3600;
const beat = (count: number) => ({ heartbeat: { writtenAt: ago(1), count } });
const at = (position: number, stream = 'a') => ({ offset: { stream, position } });

/** The heartbeat last moved so long ago. */
const lasting = (seconds: number, probe: Partial<ProbeMemory>, earlierMs = 0) => {
  const at = ago(seconds) - earlierMs;
  return readings(
    {},
    {},
    { probe: probeMemory({ ...probe, shards: [memory({ heartbeatMovedAt: at, offsetMovedAt: at })] }) },
  );
};

test.each<[verdict: string, why: string, Readings]>([
  [
    'stopped',
    'nothing moved since the window began',
    readings({}, { heartbeatMovedAt: ago(window) - 1, offsetMovedAt: ago(window) - 1 }),
  ],
  ['arriving', 'the heartbeat moved within the window', readings({}, { heartbeatMovedAt: ago(window) })],
  ['arriving', 'the offset moved within the window', readings({}, { offsetMovedAt: ago(window) })],
  ['arriving', 'the heartbeat moves at this very look', readings(beat(8))],
  ['arriving', 'the offset moves at this very look', readings(at(101))],
  [
    'arriving',
    'the heartbeat writer is dead and the offset moves',
    readings(at(101), { heartbeatMovedAt: ago(3 * day) }),
  ],
  ['stopped', 'the offset stands in another stream, which proves nothing', readings(at(900, 'b'))],
  ['unknown', 'the heartbeat cannot be read', readings({ heartbeat: undefined })],
  ['unknown', 'the heartbeat never moved', readings({}, { heartbeatMovedAt: undefined })],
  ['unknown', 'the heartbeat has not moved within a day', lasting(day, { badSince: undefined }, 1)],
  ['stopped', 'the heartbeat moved just within a day', lasting(day, { badSince: undefined })],
  [
    'stopped',
    'it moved just within a day before it became bad, three days ago',
    lasting(4 * day, { badSince: ago(3 * day) }),
  ],
  ['unknown', 'it had not moved within a day when it became bad', lasting(4 * day, { badSince: ago(3 * day) }, 1)],
  [
    'stopped',
    'the same, after a look that could not tell',
    lasting(4 * day, { badSince: undefined, stoppedSince: ago(3 * day) }),
  ],
  [
    'unknown',
    'it has not moved within a day, and Probe is dead',
    lasting(4 * day, { badSince: ago(3 * day), lookedAt: ago(31) }),
  ],
  ['unknown', 'the offset never moved', readings({}, { offsetMovedAt: undefined })],
  ['unknown', 'the offset cannot be read', readings({ offset: undefined }, { offsetMovedAt: undefined })],
  ['unknown', 'this shard was never seen before', readings({ shard: '7' })],
  ['unknown', 'Probe has not looked yet', primaryLost({ probe: undefined })],
  ['unknown', 'TouchCache did not answer', primaryLost({ touch: failed('unknown') })],
  [
    'unknown',
    'no shard answered',
    primaryLost({ touch: answered(touchAnswer({ local: { reach: 'unreachable', shards: [] } })) }),
  ],
])('%s: %s', (verdict, _, facts) => {
  expect(weighData(facts).verdict).toBe(verdict);
});

const noOffset = readings({ offset: undefined }, { offsetMovedAt: undefined });

test.each<[verdict: string, seconds: number | undefined]>([
  ['arriving', 0],
  ['arriving', 4.9],
  ['unknown', 5],
  ['unknown', undefined],
])('%s where the offset is unknown and GlobalDatastoreReplicationLag is %s s', (verdict, seconds) => {
  expect(weighData({ ...noOffset, replicationLag: answered(seconds) }).verdict).toBe(verdict);
});

test('a lag that cannot be read changes nothing', () => {
  expect(weighData({ ...noOffset, replicationLag: failed('unknown') }).verdict).toBe('unknown');
});

test('where heartbeat and offset are known, a low lag has no say: CloudWatch repeats old values', () => {
  expect(weighData({ ...primaryLost(), replicationLag: answered(0) }).verdict).toBe('stopped');
});

const twoShards = (other: Partial<ShardLook>, otherMemory: Partial<ShardMemory> = {}) =>
  primaryLost({
    touch: answered(
      touchAnswer({ local: { reach: 'alive', shards: [shardLook(), shardLook({ shard: '1', ...other })] } }),
    ),
    probe: probeMemory({ shards: [memory(), memory({ shard: '1', ...otherMemory })] }),
  });

test.each<[verdict: string, why: string, Readings]>([
  ['stopped', 'both stand still', twoShards({})],
  ['arriving', 'the other one moves', twoShards(at(101))],
  ['unknown', 'the other one cannot be read', twoShards({ heartbeat: undefined })],
  ['unknown', "the other one's offset never moved", twoShards({}, { offsetMovedAt: undefined })],
])('of two shards: %s where %s', (verdict, _, facts) => {
  expect(weighData(facts).verdict).toBe(verdict);
});

test('tells when something last moved, over all shards', () => {
  expect(weighData(twoShards({}, { offsetMovedAt: ago(40) }))).toMatchObject({ lastMovedAt: ago(40) });
  expect(weighData(readings(at(101)))).toMatchObject({ lastMovedAt: now });
});

test('the window is the persistence, and at least two looks', () => {
  const windowOf = (persistence: number, profile: 'fast' | 'economy') =>
    stallWindowMs({ datastore: { ...sessions, profile, policy: { ...sessions.policy, persistence } } });
  expect(windowOf(120, 'fast')).toBe(120_000);
  expect(windowOf(5, 'fast')).toBe(20_000);
  expect(windowOf(5, 'economy')).toBe(120_000);
});
