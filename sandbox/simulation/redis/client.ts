import type { Place } from '../../aws/service.ts';
import type { ClusterRef } from '../../aws/services/elasticache/backing.ts';
import type { Cluster } from './cluster.ts';
import type { Connection } from './connection.ts';
import { unwatched } from './errand.ts';
import { slotOfKey } from './key-slot.ts';
import type { CacheAddress, CacheClient, WriteOutcome } from './model-redis.ts';
import type { Reachable } from './network-from.ts';
import { open } from './open.ts';

/** Whether another cluster of the datastore was promoted after this one. */
type IsDeposed = (cluster: Cluster) => boolean;

/** An application's client, which knows the cluster's password and its shards. */
export const clientFrom = (from: Place, reachable: Reachable, isDeposed: IsDeposed): CacheClient => {
  const { history } = reachable.around;
  const write = async (tag: string, address: CacheAddress): Promise<WriteOutcome> => {
    let cluster: Cluster | undefined;
    try {
      const connection = await connect(tag, address, { from, reachable, onFound: (found) => (cluster = found) });
      try {
        await connection.call('SET', tag, tag);
      } finally {
        connection.close();
      }
      const { node } = connection;
      const { cluster: taker, shard } = node;
      return { outcome: 'acknowledged', cluster: refOf(taker), shard, deposed: isDeposed(taker) };
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      return {
        outcome: error.name === 'ReplyError' ? 'refused' : 'unknown',
        cluster: cluster && refOf(cluster),
        error,
      };
    }
  };
  return {
    write: async (tag, address) => {
      const result = await write(tag, address);
      const { outcome, cluster } = result;
      const more = result.outcome === 'acknowledged' ? { deposed: result.deposed } : { error: wordsOf(result.error) };
      history.append({
        kind: 'client',
        region: from,
        name: 'redis:Write',
        detail: {
          tag,
          host: address.host,
          outcome,
          ...(cluster && { cluster: cluster.id, at: cluster.region }),
          ...more,
        },
      });
      return result;
    },
    read: async (tag, address) => {
      let cluster: Cluster | undefined;
      try {
        const connection = await connect(tag, address, { from, reachable, onFound: (found) => (cluster = found) });
        try {
          const value = await connection.call('GET', tag);
          return {
            outcome: 'answered',
            cluster: refOf(connection.node.cluster),
            value: typeof value === 'string' ? value : undefined,
          };
        } finally {
          connection.close();
        }
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        return { outcome: 'failed', cluster: cluster && refOf(cluster), error };
      }
    },
  };
};

interface Connecting {
  readonly from: Place;
  readonly reachable: Reachable;
  readonly onFound: (cluster: Cluster) => void;
}

/** To the node of the tag's shard: a client of cluster mode keeps the slots' table that an earlier look brought. */
const connect = async (
  tag: string,
  { host, port }: CacheAddress,
  { from, reachable, onFound }: Connecting,
): Promise<Connection> => {
  const { directory } = reachable;
  const { cluster } = await directory.find(host, from);
  onFound(cluster);
  const shard = cluster.cluster ? cluster.shardOf(slotOfKey(tag)).leader.host : host;
  const address = { host: shard, port, servername: cluster.spec.tls ? shard : host };
  const { password } = cluster;
  const target = {
    host,
    port,
    tls: cluster.spec.tls === true,
    cluster: cluster.cluster,
    ...(password !== undefined && { credentials: { password } }),
  };
  return open({ address, target }, { from, traffic: 'clients', sendOut: unwatched }, reachable);
};

const refOf = ({ region, id }: Cluster): ClusterRef => ({ region, id });

const wordsOf = ({ name, message }: Error): string => `${name}: ${message}`;
