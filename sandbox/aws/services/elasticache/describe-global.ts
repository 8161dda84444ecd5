import type {
  DescribeGlobalReplicationGroupsCommandInput,
  DescribeGlobalReplicationGroupsResult,
  GlobalReplicationGroup,
} from '@aws-sdk/client-elasticache';
import type { Call } from '../../service.ts';
import { type Estate, visibleGroup, visibleGroups } from './estate.ts';
import type { Core, Group } from './model.ts';
import { globalArn } from './names.ts';
import { page } from './page.ts';

const slotCount = 16_384;

/** `0-8191`: the slots of one shard of several, spread evenly as ElastiCache does. */
export const slotsOf = (index: number, shards: number): string => {
  const start = (n: number): number => Math.round((n * slotCount) / shards);
  return `${start(index)}-${start(index + 1) - 1}`;
};

export const describeGlobalReplicationGroups =
  (estate: Estate) =>
  (input: DescribeGlobalReplicationGroupsCommandInput, call: Call): DescribeGlobalReplicationGroupsResult => {
    const id = input.GlobalReplicationGroupId;
    const views = id
      ? [visibleGroup(estate, call.region, id).view]
      : visibleGroups(estate, call.region).map(({ view }) => view);
    const { items, Marker } = page(views, input);
    return {
      ...(Marker && { Marker }),
      GlobalReplicationGroups: items.map((view) => shownGroup(estate.core, view, input.ShowMemberInfo === true)),
    };
  };

/** A state as the API shows it: Members only where asked for, and without what `behaviour` forgets. */
export const shownGroup = (core: Core, group: Group, showMembers: boolean): GlobalReplicationGroup => {
  const { pattern } = group;
  const shards = pattern.clusterEnabled ? (pattern.shards ?? 1) : 1;
  return {
    GlobalReplicationGroupId: group.id,
    GlobalReplicationGroupDescription: group.description,
    Status: core.behaviour.shownStatus ?? group.status,
    CacheNodeType: pattern.nodeType ?? 'cache.r7g.large',
    Engine: pattern.engine ?? 'valkey',
    EngineVersion: pattern.engineVersion ?? '8.0.1',
    ...(showMembers && { Members: shownMembers(core, group) }),
    ClusterEnabled: pattern.clusterEnabled ?? false,
    GlobalNodeGroups: Array.from({ length: shards }, (_, index) => ({
      GlobalNodeGroupId: `${group.id}-${String(index + 1).padStart(4, '0')}`,
      Slots: slotsOf(index, shards),
    })),
    AuthTokenEnabled: pattern.authToken ?? false,
    TransitEncryptionEnabled: pattern.tls ?? false,
    AtRestEncryptionEnabled: true,
    ARN: globalArn(core.account, group.id),
  };
};

const shownMembers = ({ behaviour }: Core, group: Group): GlobalReplicationGroup['Members'] =>
  group.members
    .filter(({ id }) => !behaviour.forgottenMembers.includes(id))
    .map((member) => ({
      ReplicationGroupId: member.id,
      ReplicationGroupRegion: member.region,
      Role: member.role,
      AutomaticFailover: member.automaticFailover,
      Status: member.status,
    }));
