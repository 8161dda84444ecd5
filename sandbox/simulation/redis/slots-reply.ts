import type { Cluster } from './cluster.ts';
import type { Node } from './node.ts';

/**
 * The answer of `CLUSTER SLOTS` of a Region's cluster: its own primary nodes, wherever their data comes from. With TLS
 * ElastiCache names nodes, without it numbers them. https://valkey.io/commands/cluster-slots/
 */
export const slotsReply = (cluster: Cluster): unknown =>
  cluster.shards
    .filter(({ leader }) => !leader.ailments.has('no-slots'))
    .map(({ first, last, nodes, leader }) => [
      first,
      last,
      ...[leader, ...nodes.filter((node) => node !== leader)].map(entryOf),
    ]);

const entryOf = (node: Node): unknown => [addressOf(node), node.cluster.port, nodeId(node), []];

/** What a node is called in the answers of its cluster. */
export const addressOf = (node: Node): string => (node.cluster.spec.tls ? node.host : node.ip);

/** 40 hexadecimal digits that stay the same for as long as the node does. */
const nodeId = (node: Node): string => Buffer.from(node.ip).toString('hex').padEnd(40, '0').slice(0, 40);
