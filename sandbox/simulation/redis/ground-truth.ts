import type { ClusterRef } from '../../aws/services/elasticache/backing.ts';
import type { Cluster } from './cluster.ts';
import { slotOfKey } from './key-slot.ts';
import type { Ailment, GroundTruth } from './model-redis.ts';
import type { Node } from './node.ts';
import type { Surroundings } from './surroundings.ts';

interface Known {
  readonly find: (ref: ClusterRef) => Cluster;
  readonly estateOf: (cluster: Cluster) => { readonly writer: Cluster } | undefined;
  readonly clusters: readonly Cluster[];
}

/** Reads the model itself, past every network and every fault of it. */
export const groundTruth = ({ find, estateOf, clusters }: Known, { clock }: Surroundings): GroundTruth => ({
  clusters: clusters.map(refOf),
  writer: (ref) => refOf(estateOf(find(ref))?.writer ?? find(ref)),
  writable: (ref) => find(ref).leaders.every(takesWrites),
  role: (ref) => roleOf(find(ref).leaders),
  has: (ref, tag) => {
    const cluster = find(ref);
    return cluster.shardOf(slotOfKey(tag)).leader.data.get(tag, clock.now()) !== undefined;
  },
  keys: (ref) => find(ref).leaders.flatMap((node) => node.data.keys.filter((key) => !key.startsWith('failover:'))),
});

const refOf = ({ region, id }: Cluster): ClusterRef => ({ region, id });

const againstWrites: readonly Ailment[] = [
  ...(['loading', 'busy', 'oom', 'readonly', 'misconf'] as const),
  ...(['cluster-down', 'no-slots', 'no-permission', 'max-clients', 'certificate'] as const),
];

const takesWrites = (node: Node): boolean =>
  node.awake &&
  node.role === 'master' &&
  node.refusal === undefined &&
  !againstWrites.some((ailment) => node.ailments.has(ailment));

const roleOf = (leaders: readonly Node[]): ReturnType<GroundTruth['role']> => {
  if (!leaders.some(({ running }) => running)) return 'down';
  const [role = 'master', ...others] = new Set(leaders.map((node) => node.role));
  return others.length > 0 ? 'mixed' : role;
};
