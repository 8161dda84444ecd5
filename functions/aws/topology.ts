import {
  DescribeGlobalReplicationGroupsCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  FailoverGlobalReplicationGroupCommand,
  type GlobalReplicationGroup,
  type ReplicationGroup,
} from '@aws-sdk/client-elasticache';
import type { Region } from '../contract/region.ts';
import { look } from '../domain/darkness.ts';
import type { Adapter, World } from '../middleware/world.ts';
import type { GroupView, MemberView, Topology } from '../ports.ts';
import { clientsOf, type Reach, reachOf } from './clients.ts';
import { given } from './given.ts';
import { allPages } from './pages.ts';

/** ElastiCache's API. https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/ */
export const topology: Adapter<Topology> = (world) => asking(world, (region) => reachOf(world, region));

/** The same for an observer, who gives his own Region no more time than the other. */
export const topologyAskedOnce: Adapter<Topology> = (world) => asking(world, () => 'there');

const asking = (world: World, reach: (region: Region) => Reach): Topology => {
  const clients = clientsOf(world, (options) => new ElastiCacheClient(options));
  const client = (region: Region) => clients(region, reach(region));

  return {
    readGroup: (region, GlobalReplicationGroupId) =>
      look(async () => {
        const pages = await allPages(
          // Without ShowMemberInfo there are no members in the answer.
          (Marker) =>
            client(region).send(
              new DescribeGlobalReplicationGroupsCommand({ GlobalReplicationGroupId, ShowMemberInfo: true, Marker }),
            ),
          (page) => page.Marker,
        );
        return groupView(
          theOne(
            pages.flatMap((page) => page.GlobalReplicationGroups ?? []),
            (group) => group.GlobalReplicationGroupId === GlobalReplicationGroupId,
          ),
        );
      }),

    readMember: (region, ReplicationGroupId) =>
      look(async () => {
        const pages = await allPages(
          (Marker) => client(region).send(new DescribeReplicationGroupsCommand({ ReplicationGroupId, Marker })),
          (page) => page.Marker,
        );
        return memberView(
          theOne(
            pages.flatMap((page) => page.ReplicationGroups ?? []),
            (group) => group.ReplicationGroupId === ReplicationGroupId,
          ),
        );
      }),

    promote: async ({ globalReplicationGroupId, replicationGroupId }) => {
      const here = world.settings.region;
      await clients(here, 'promotion').send(
        // Both name the member that shall become primary.
        new FailoverGlobalReplicationGroupCommand({
          GlobalReplicationGroupId: globalReplicationGroupId,
          PrimaryRegion: here,
          PrimaryReplicationGroupId: replicationGroupId,
        }),
      );
    },
  };
};

const theOne = <T>(groups: readonly T[], isIt: (group: T) => boolean): T => given(groups.find(isIt), 'the group');

const groupView = ({ Status, Members }: GlobalReplicationGroup): GroupView => ({
  status: given(Status, 'a status'),
  members: given(Members, 'members').map((member) => ({
    region: given(member.ReplicationGroupRegion, "a member's Region"),
    replicationGroupId: given(member.ReplicationGroupId, "a member's id"),
    role: given(member.Role, "a member's role"),
    status: given(member.Status, "a member's status"),
  })),
});

const memberView = (group: ReplicationGroup): MemberView => {
  const { ConfigurationEndpoint, NodeGroups, GlobalReplicationGroupInfo: global } = group;
  const shards = given(NodeGroups, 'shards');
  // Only without cluster mode do a shard's own endpoints mean anything.
  const alone = ConfigurationEndpoint === undefined ? shards[0] : undefined;

  return {
    status: given(group.Status, 'a status'),
    ...(global?.GlobalReplicationGroupMemberRole && { role: global.GlobalReplicationGroupMemberRole }),
    ...(global?.GlobalReplicationGroupId && { globalReplicationGroupId: global.GlobalReplicationGroupId }),
    cluster: group.ClusterEnabled ?? ConfigurationEndpoint !== undefined,
    ...(alone?.PrimaryEndpoint?.Address && { primary: alone.PrimaryEndpoint.Address }),
    ...(alone?.ReaderEndpoint?.Address && { reader: alone.ReaderEndpoint.Address }),
    ...(ConfigurationEndpoint?.Address && { configuration: ConfigurationEndpoint.Address }),
    port: given((ConfigurationEndpoint ?? alone?.PrimaryEndpoint)?.Port, 'a port'),
    shards: shards.map((shard) => ({
      id: given(shard.NodeGroupId, "a shard's id"),
      status: given(shard.Status, "a shard's status"),
    })),
    nodes: group.MemberClusters ?? [],
  };
};
