import type { Target } from '../contract/touch.ts';
import { onlyTag, type SlotRange, slotCount, tagFor } from '../domain/hash-tags.ts';
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
  if (shards.size > mostShards)
    throw new Error(`CLUSTER SLOTS named ${shards.size} shards, at most ${mostShards} exist`);

  return [...shards.values()]
    .map(({ node, ranges }) => ({ node, tag: tagFor(ranges) ?? `no slots of ${node.host}` }))
    .sort((one, other) => Number(one.tag) - Number(other.tag));
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html: 500 nodes, each a shard of its own. */
const mostShards = 500;

const isWithin = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;

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
    if (!isWithin(first, slotCount - 1) || !isWithin(last, slotCount - 1) || first > last || !isWithin(port, 65_535))
      throw new Error('CLUSTER SLOTS answered a shard without slots or port');
    return { first, last, port, host: typeof host === 'string' && host !== '?' ? host : '' };
  });
};
