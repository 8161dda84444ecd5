import { DisassociateGlobalReplicationGroupCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import type { Adapter } from '../middleware/world.ts';
import type { Separation } from '../ports.ts';
import { clientsOf } from './clients.ts';

/**
 * The one irreversible call, in a file of its own: no other bundle holds it.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DisassociateGlobalReplicationGroup.html
 */
export const separation: Adapter<Separation> = (world) => {
  const clients = clientsOf(world, (options) => new ElastiCacheClient(options));

  return {
    separate: async ({ globalReplicationGroupId, replicationGroupId }) => {
      const here = world.settings.region;
      await clients(here, 'promotion').send(
        // Both name the member that leaves: this Region's own.
        new DisassociateGlobalReplicationGroupCommand({
          GlobalReplicationGroupId: globalReplicationGroupId,
          ReplicationGroupRegion: here,
          ReplicationGroupId: replicationGroupId,
        }),
      );
    },
  };
};
