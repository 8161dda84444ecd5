import type { ClusterRef } from '../aws/services/elasticache/backing.ts';
import { endpointNames } from '../aws/services/elasticache/names.ts';

/** One name or address by which clients reach one node. */
export interface Door {
  readonly region: string;
  readonly host: string;
  /** Where clients outside every Region find it: the n-th Region has 127.0.n.x. */
  readonly loopback: string;
  readonly node: string;
}

export interface RedisCluster extends ClusterRef {
  readonly hash?: string;
  readonly nodesPerShard?: number;
}

/** Primary endpoint .1, reader .2, nodes from .11 on: they share one port, so each needs an address of its own. */
export const doorsOf = (cluster: RedisCluster, regionNumber: number): Door[] => {
  const { region } = cluster;
  const { primary = '', reader = '', nodes } = endpointNames(cluster);
  const first = nodes[0]?.id ?? '';
  const at = (last: number): string => `127.0.${regionNumber}.${last}`;
  return [
    { region, host: primary, loopback: at(1), node: first },
    { region, host: reader, loopback: at(2), node: nodes[1]?.id ?? first },
    ...nodes.map(({ id, host }, index) => ({ region, host, loopback: at(11 + index), node: id })),
  ];
};
