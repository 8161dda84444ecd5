import type { Target } from '../contract/touch.ts';
import { onlyTag, type SlotRange, tagFor } from '../domain/hash-tags.ts';
import type { CacheConnection, Node } from './network.ts';

/** One shard: the node to talk to, and the hash tag whose keys live there. */
export interface Shard {
  readonly tag: string;
  readonly node: Node;
}

/** The node that a target's address leads to. */
export const entryOf = ({ host, port }: Target): Node => ({ host, port, servername: host });

/**
 * Every shard of a target. Without cluster mode the entry is the only one; with it, the entry tells the others, and
 * their certificates are checked against the entry's name, which covers them all.
 */
export const shardsOf = async (target: Target, entry: CacheConnection): Promise<readonly Shard[]> => {
  const node = entryOf(target);
  if (!target.cluster) return [{ tag: onlyTag, node }];

  const shards = new Map<string, { node: Node; ranges: SlotRange[] }>();
  for (const { first, last, host, port } of slotsIn(await entry.call('CLUSTER', 'SLOTS'))) {
    // A node that does not know its own address is the one that was asked.
    const own = { host: host || node.host, port, servername: node.servername };
    const shard = shards.get(`${own.host}:${port}`) ?? { node: own, ranges: [] };
    shard.ranges.push([first, last]);
    shards.set(`${own.host}:${port}`, shard);
  }
  if (shards.size === 0) throw new Error('CLUSTER SLOTS named no shard');

  return [...shards.values()]
    .map(({ node, ranges }) => ({ node, tag: tagFor(ranges) ?? `no slots of ${node.host}` }))
    .sort((one, other) => Number(one.tag) - Number(other.tag));
};

interface SlotsOfNode {
  readonly first: number;
  readonly last: number;
  readonly host: string;
  readonly port: number;
}

/** `[first, last, [host, port, …], replicas…]` each. https://valkey.io/commands/cluster-slots/ */
const slotsIn = (answer: unknown): readonly SlotsOfNode[] => {
  if (!Array.isArray(answer)) throw new Error('CLUSTER SLOTS answered no list');
  return answer.map((entry: unknown) => {
    const [first, last, primary] = Array.isArray(entry) ? entry : [];
    const [host, port] = Array.isArray(primary) ? primary : [];
    if (typeof first !== 'number' || typeof last !== 'number' || typeof port !== 'number')
      throw new Error('CLUSTER SLOTS answered a shard without slots or port');
    return { first, last, port, host: typeof host === 'string' && host !== '?' ? host : '' };
  });
};
