import type { Evidence } from '../contract/evidence.ts';
import type { ShardLook } from '../contract/touch.ts';
import { answered, type Readings } from './readings.ts';
import { lossBound, recoveryPoint } from './weigh-loss.ts';
import { memberIn } from './weigh-roles.ts';

/** What is wrong with this Region's member as a target, each in words. Empty: it may be promoted. */
export const weighTarget = (readings: Readings): Evidence['target'] => {
  const loss = lossBound(readings);
  const point = recoveryPoint(readings);
  return {
    faults: [...membershipFaults(readings), ...shardFaults(readings)],
    ...(loss && { lossBoundMs: loss.boundMs }),
    ...(loss?.grows && { lossGrows: true }),
    ...(point !== undefined && { recoveryPoint: point }),
  };
};

const membershipFaults = (readings: Readings): string[] => {
  const { here, groups, member, datastore } = readings;
  const inGroup = memberIn(answered(groups.get(here)), readings);
  const own = answered(member);
  if (!inGroup) return [`${here} is not a member by its own view`];
  if (!own) return [`the replication group of ${here} cannot be read`];
  const faults: string[] = [];
  if (inGroup.role !== 'SECONDARY') faults.push(`its role is ${inGroup.role}`);
  if (inGroup.status !== 'associated') faults.push(`its membership is ${inGroup.status}`);
  if (own.globalReplicationGroupId !== datastore.globalReplicationGroupId)
    faults.push(`it belongs to ${own.globalReplicationGroupId ?? 'no Global Datastore'}`);
  const sick = own.shards.filter(({ status }) => status !== 'available' && status !== 'modifying');
  return [...faults, ...sick.map(({ id, status }) => `shard ${id} is ${status}`)];
};

const shardFaults = ({ member, touch }: Readings): string[] => {
  const expected = answered(member)?.shards.length;
  const shards = answered(touch)?.local?.shards ?? [];
  if (shards.length === 0) return ['its cache could not be read'];
  const faults = shards.flatMap(({ shard, refusal }) => (refusal === 'LOADING' ? [`shard ${shard} is loading`] : []));
  if (expected !== undefined && shards.length < expected)
    faults.push(`${shards.length} of ${expected} shards answered`);
  return [...faults, ...keyFaults(shards)];
};

/** The heartbeat, and a canary that waits to expire. */
const ourKeys = 2;

/** An empty target would be a total loss. Our own keys are none of the users'; each shard holds a heartbeat at least. */
const keyFaults = (shards: readonly ShardLook[]): string[] => {
  if (shards.every(({ keys }) => keys !== undefined && keys <= ourKeys)) return ['it holds no keys but ours'];
  return shards.flatMap(({ shard, keys }) => {
    if (keys === undefined) return [`the number of keys on shard ${shard} is unknown`];
    return keys === 0 ? [`shard ${shard} holds no keys`] : [];
  });
};
