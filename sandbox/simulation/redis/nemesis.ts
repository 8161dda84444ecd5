import type { ClusterRef } from '../../aws/services/elasticache/backing.ts';
import type { Cluster, Shard } from './cluster.ts';
import type { Nemesis, Victims } from './model-redis.ts';
import type { Node } from './node.ts';
import { randomId, type Surroundings } from './surroundings.ts';

type Find = (cluster: ClusterRef) => Cluster;

/** What the product's checkers ask of a member: does it serve anybody? */
type Condition = 'up' | 'partial' | 'down' | 'frozen';

export const createNemesis = (find: Find, around: Surroundings): Nemesis => {
  const conditions = new Map<Cluster, Condition>();
  const strike = (what: string, victims: Victims, hit: (node: Node) => void, more: object = {}): void => {
    const cluster = find(victims);
    const nodes = chosen(cluster, victims);
    const shards = [...new Set(nodes.map(({ shard }) => shard))];
    note(cluster, what, { nodes: nodes.map(({ id }) => id), shards, ...more });
    for (const node of nodes) hit(node);
    tellCondition(cluster);
  };
  const note = ({ region, id }: Cluster, what: string, detail: object): void =>
    around.history.append({ kind: 'fault', region, name: `redis:${what}`, detail: { cluster: id, ...detail } });
  const tellCondition = (cluster: Cluster): void => {
    const condition = conditionOf(cluster);
    if ((conditions.get(cluster) ?? 'up') !== condition) note(cluster, condition, {});
    conditions.set(cluster, condition);
  };
  return {
    kill: (victims) => strike('killed', victims, (node) => node.kill()),
    restart: (victims) => strike('restarted', victims, (node) => node.start()),
    freeze: (victims) => strike('stopped', victims, (node) => node.freeze()),
    thaw: (victims) => strike('continued', victims, (node) => node.thaw()),
    ail: (victims, ailment) => strike('ails', victims, (node) => node.ailments.add(ailment), { ailment }),
    cure: (victims, ailment) =>
      strike('cured', victims, (node) => {
        if (ailment === undefined) node.ailments.clear();
        else node.ailments.delete(ailment);
      }),
    refuse: (victims, error) => strike('refuses', victims, (node) => node.refuse(error), { error: error ?? 'nothing' }),
    slow: (victims, ms) => strike('slowed', victims, (node) => node.slow(ms), { ms }),
    changePassword: (ref, password) => {
      const cluster = find(ref);
      cluster.password = password;
      note(cluster, 'password', { asked: password !== undefined });
    },
    fullResync: (victims) =>
      strike('resync', victims, (node) => {
        if (node.role === 'master') return;
        node.stream.renew(randomId(around.random));
        node.link.broken();
      }),
    failoverWithin: (victims) => {
      const cluster = find(victims);
      for (const shard of shardsOf(cluster, victims.shard)) cluster.failover(shard);
      note(cluster, 'failover-within', { nodes: cluster.leaders.map(({ id }) => id) });
      tellCondition(cluster);
    },
  };
};

const conditionOf = ({ leaders }: Cluster): Condition => {
  if (leaders.every(({ awake }) => awake)) return 'up';
  if (leaders.some(({ awake }) => awake)) return 'partial';
  return leaders.some(({ running }) => running) ? 'frozen' : 'down';
};

const shardsOf = ({ shards }: Cluster, index: number | undefined): readonly Shard[] =>
  index === undefined ? shards : shards.slice(index, index + 1);

const chosen = (cluster: Cluster, { shard, nodes = 'primary' }: Victims): readonly Node[] =>
  shardsOf(cluster, shard).flatMap((one) =>
    one.nodes.filter((node) => nodes === 'all' || (node === one.leader) === (nodes === 'primary')),
  );
