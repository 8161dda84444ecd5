import type { Node } from './node.ts';
import type { Paths, Way } from './paths.ts';

/** How the stream of one node fares on its way to another. */
export const replicationWay = (from: Node, to: Node, paths: Paths): Way =>
  paths.connects(from.cluster.region, to.cluster.region, 'replication');

/** Whether a stream flows between two nodes: both ways must be open, since TCP needs its acknowledgements. */
export const replicates = (source: Node, copy: Node, paths: Paths): boolean =>
  replicationWay(source, copy, paths) !== 'cut' && replicationWay(copy, source, paths) !== 'cut';
