import type {
  CacheCluster,
  CacheClusterMessage,
  DescribeCacheClustersCommandInput,
  DescribeReplicationGroupsCommandInput,
  NodeGroup,
  ReplicationGroup,
  ReplicationGroupMessage,
} from '@aws-sdk/client-elasticache';
import type { Call } from '../../service.ts';
import { slotsOf } from './describe-global.ts';
import { type Estate, findCluster, membershipOf } from './estate.ts';
import type { ClusterSpec } from './model.ts';
import { type EndpointNames, endpointNames, regionalArn } from './names.ts';
import { page } from './page.ts';
import { refusals } from './refusals.ts';

const portOf = ({ port = 6379 }: ClusterSpec): number => port;

export const describeReplicationGroups =
  (estate: Estate) =>
  (input: DescribeReplicationGroupsCommandInput, call: Call): ReplicationGroupMessage => {
    const id = input.ReplicationGroupId;
    const one = id ? findCluster(estate, call.region, id) : undefined;
    if (id && !one) throw refusals.clusterNotFound(id);
    const clusters = one ? [one] : estate.clusters.filter(({ region }) => region === call.region);
    const { items, Marker } = page(clusters, input);
    return { ...(Marker && { Marker }), ReplicationGroups: items.map((cluster) => shownCluster(estate, cluster)) };
  };

const shownCluster = (estate: Estate, cluster: ClusterSpec): ReplicationGroup => {
  const names = endpointNames(cluster);
  const membership = membershipOf(estate, cluster);
  const failover = cluster.automaticFailover ?? 'enabled';
  const status = statusOf(estate, cluster);
  return {
    ReplicationGroupId: cluster.id,
    Description: cluster.description ?? ' ',
    GlobalReplicationGroupInfo: membership
      ? { GlobalReplicationGroupId: membership.view.id, GlobalReplicationGroupMemberRole: membership.member.role }
      : {},
    Status: status,
    PendingModifiedValues: {},
    MemberClusters: names.nodes.map(({ id }) => id),
    NodeGroups: nodeGroups(cluster, names, status),
    AutomaticFailover: failover,
    MultiAZ: failover,
    ...(names.configuration && { ConfigurationEndpoint: { Address: names.configuration, Port: portOf(cluster) } }),
    SnapshotRetentionLimit: 0,
    SnapshotWindow: '06:30-07:30',
    ClusterEnabled: cluster.clusterEnabled ?? false,
    ClusterMode: cluster.clusterEnabled ? 'enabled' : 'disabled',
    CacheNodeType: cluster.nodeType ?? 'cache.r7g.large',
    Engine: cluster.engine ?? 'valkey',
    AuthTokenEnabled: cluster.authToken ?? false,
    TransitEncryptionEnabled: cluster.tls ?? false,
    ...(cluster.tls && { TransitEncryptionMode: 'required' as const }),
    AtRestEncryptionEnabled: true,
    AutoMinorVersionUpgrade: true,
    NetworkType: 'ipv4',
    IpDiscovery: 'ipv4',
    ARN: regionalArn(estate.core.account, cluster.region, `replicationgroup:${cluster.id}`),
  };
};

/** A member is `modifying` while its group is: not documented either way, so the stricter of the two. */
const statusOf = (estate: Estate, cluster: ClusterSpec): 'available' | 'modifying' => {
  const status = membershipOf(estate, cluster)?.view.status;
  return status === 'modifying' || status === 'creating' ? 'modifying' : 'available';
};

/** With cluster mode there are no endpoints and no roles per shard (service model of NodeGroup). */
const nodeGroups = (cluster: ClusterSpec, names: EndpointNames, status: string): NodeGroup[] => {
  const shards = [...new Set(names.nodes.map(({ shard }) => shard))];
  const endpoint = (Address: string): { Address: string; Port: number } => ({ Address, Port: portOf(cluster) });
  return shards.map((shard, index) => ({
    NodeGroupId: shard,
    Status: status,
    ...(names.primary && { PrimaryEndpoint: endpoint(names.primary) }),
    ...(names.reader && { ReaderEndpoint: endpoint(names.reader) }),
    ...(cluster.clusterEnabled && { Slots: slotsOf(index, shards.length) }),
    NodeGroupMembers: names.nodes
      .filter((node) => node.shard === shard)
      .map(({ id, host }, position) => ({
        CacheClusterId: id,
        CacheNodeId: '0001',
        ...(!cluster.clusterEnabled && { ReadEndpoint: endpoint(host) }),
        PreferredAvailabilityZone: zoneOf(cluster, position),
        ...(!cluster.clusterEnabled && { CurrentRole: position === 0 ? 'primary' : 'replica' }),
      })),
  }));
};

const zoneOf = ({ region }: ClusterSpec, position: number): string => region + 'abc'.charAt(position % 3);

export const describeCacheClusters =
  (estate: Estate) =>
  (input: DescribeCacheClustersCommandInput, call: Call): CacheClusterMessage => {
    const id = input.CacheClusterId?.toLowerCase();
    const inRegion = estate.clusters.filter(({ region }) => region === call.region);
    const nodes = inRegion.flatMap((cluster) =>
      shownNodes(estate, cluster, input.ShowCacheNodeInfo === true).filter((node) => !id || node.CacheClusterId === id),
    );
    if (id && nodes.length === 0) throw refusals.nodeNotFound(id);
    const { items, Marker } = page(input.ShowCacheClustersNotInReplicationGroups ? [] : nodes, input);
    return { ...(Marker && { Marker }), CacheClusters: items };
  };

const shownNodes = (estate: Estate, cluster: ClusterSpec, showEndpoints: boolean): CacheCluster[] => {
  const status = statusOf(estate, cluster);
  const { nodesPerShard = 2 } = cluster;
  return endpointNames(cluster).nodes.map(({ id, host }, index) => ({
    CacheClusterId: id,
    ReplicationGroupId: cluster.id,
    CacheClusterStatus: status,
    CacheNodeType: cluster.nodeType ?? 'cache.r7g.large',
    Engine: cluster.engine ?? 'valkey',
    EngineVersion: cluster.engineVersion ?? '8.0.1',
    NumCacheNodes: 1,
    PreferredAvailabilityZone: zoneOf(cluster, index % nodesPerShard),
    ...(showEndpoints && {
      CacheNodes: [
        { CacheNodeId: '0001', CacheNodeStatus: status, Endpoint: { Address: host, Port: portOf(cluster) } },
      ],
    }),
    AutoMinorVersionUpgrade: true,
    AuthTokenEnabled: cluster.authToken ?? false,
    TransitEncryptionEnabled: cluster.tls ?? false,
    AtRestEncryptionEnabled: true,
    ARN: regionalArn(estate.core.account, cluster.region, `cluster:${id}`),
  }));
};
