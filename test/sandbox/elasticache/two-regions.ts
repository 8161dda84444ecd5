import type { DescribeGlobalReplicationGroupsResult, GlobalReplicationGroup } from '@aws-sdk/client-elasticache';
import {
  type ClusterRef,
  createElasticache,
  type ElastiCacheOptions,
} from '../../../sandbox/aws/services/elasticache.ts';
import { History } from '../../../sandbox/history.ts';
import { Network } from '../../../sandbox/network.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

export const east = { region: 'us-east-1', id: 'sessions-use1' };
export const west = { region: 'us-west-2', id: 'sessions-usw2' };
export const ireland = { region: 'eu-west-1', id: 'sessions-euw1' };
export const group = 'ldgnf-sessions';

/** Writable after 10 s, roles visible after 30 s, a deposed primary copies 5 s after it is reached, views lag by 2 s. */
export const delays = {
  promotionWritable: 10_000,
  promotionVisible: 30_000,
  resync: 5_000,
  disassociate: 60_000,
  create: 300_000,
  delete: 60_000,
  viewConvergence: 2_000,
};

/** The Global Datastore `ldgnf-sessions`, primary in us-east-1, on a model whose time stands still. */
export const twoRegions = ({
  secondaries = [west],
  ...options
}: Partial<ElastiCacheOptions> & { secondaries?: readonly ClusterRef[] } = {}) => {
  const clock = manualClock();
  const history = new History(clock);
  const network = new Network(['us-east-1', 'us-west-2', 'eu-west-1'], history);
  const driven: string[] = [];
  const elasticache = createElasticache({
    clock,
    history,
    network,
    account: '111122223333',
    random: () => 0,
    delays,
    backing: {
      promote: async ({ id }) => void driven.push(`promote ${id}`),
      demote: async ({ id }, primary) => void driven.push(`demote ${id} to copy ${primary.id}`),
      separate: async ({ id }) => void driven.push(`separate ${id}`),
    },
    ...options,
  });
  for (const { region, id } of [east, west, ireland]) elasticache.addReplicationGroup({ region, id, port: 6390 });
  elasticache.addGlobalReplicationGroup({ id: group, primary: east, secondaries });

  const call = callService(elasticache.service);
  const describe = async (region: string): Promise<GlobalReplicationGroup> => {
    const input = { GlobalReplicationGroupId: group, ShowMemberInfo: true };
    const answer = await call('DescribeGlobalReplicationGroups', input, { region });
    const found = (answer as DescribeGlobalReplicationGroupsResult).GlobalReplicationGroups?.[0];
    if (!found) throw new Error('answered without a group');
    return found;
  };
  return {
    clock,
    history,
    network,
    elasticache,
    call,
    describe,
    /** What the data plane was told, in order. */
    driven,
    /** `status: PRIMARY's id`, as a Region sees it. */
    seen: async (region: string): Promise<string> => {
      const { Status, Members = [] } = await describe(region);
      const primaries = Members.filter(({ Role }) => Role === 'PRIMARY').map((member) => member.ReplicationGroupId);
      return `${Status}: ${primaries}`;
    },
    failover: (to: ClusterRef, region = to.region) =>
      call(
        'FailoverGlobalReplicationGroup',
        { GlobalReplicationGroupId: group, PrimaryRegion: to.region, PrimaryReplicationGroupId: to.id },
        { region },
      ),
    disassociate: (who: ClusterRef, region = who.region) =>
      call(
        'DisassociateGlobalReplicationGroup',
        { GlobalReplicationGroupId: group, ReplicationGroupId: who.id, ReplicationGroupRegion: who.region },
        { region },
      ),
  };
};
