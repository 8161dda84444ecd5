import { endpointNames } from '../../aws/services/elasticache/names.ts';
import { slotOfKey } from './key-slot.ts';
import type { ModelCluster } from './model-redis.ts';
import { Node } from './node.ts';
import type { Surroundings } from './surroundings.ts';

const slots = 16_384;

/** A part of the keyspace and the nodes that hold it. */
export interface Shard {
  readonly first: number;
  readonly last: number;
  readonly nodes: readonly Node[];
  /** The primary node of this Region, whether or not its data comes from elsewhere. */
  leader: Node;
}

/** One replication group: its nodes, and the names that lead to them. */
export class Cluster {
  readonly spec: ModelCluster;
  readonly id: string;
  readonly region: string;
  readonly port: number;
  password: string | undefined;
  readonly shards: readonly Shard[];
  /** Every name and address that leads here, and the node that each leads to now. */
  readonly doors: ReadonlyMap<string, () => Node>;
  /** Whom its keeper wants it to copy; nodes that cannot hear it yet may still do otherwise. */
  #follows: Cluster | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(spec: ModelCluster, number: number, around: Surroundings) {
    this.spec = spec;
    this.id = spec.id;
    this.region = spec.region;
    this.port = spec.port ?? 6379;
    this.password = spec.password;
    const names = Map.groupBy(endpointNames(spec).nodes, ({ shard }) => shard);
    this.shards = [...names.values()].map((members, index) => {
      const nodes = members.map(
        ({ id, host }, n) =>
          new Node({ id, host, ip: `10.${number}.${index}.${11 + n}` }, { cluster: this, shard: index }, around),
      );
      const share = slots / names.size;
      const [leader] = nodes;
      if (!leader) throw new RangeError(`${spec.id} in ${spec.region} has a shard without nodes`);
      return { first: Math.round(index * share), last: Math.round((index + 1) * share) - 1, nodes, leader };
    });
    this.doors = doorsOf(this);
  }

  get nodes(): readonly Node[] {
    return this.shards.flatMap((shard) => shard.nodes);
  }

  get leaders(): readonly Node[] {
    return this.shards.map((shard) => shard.leader);
  }

  get cluster(): boolean {
    return this.spec.clusterEnabled === true;
  }

  /** The shard that serves a slot; without cluster mode the only one serves all. */
  shardOf(slot: number): Shard {
    const shard = this.shards.find(({ first, last }) => slot >= first && slot <= last);
    if (!shard) throw new RangeError(`no shard for slot ${slot}`);
    return shard;
  }

  /** Keys that were there before anybody copied this. */
  store(content: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(content)) this.shardOf(slotOfKey(key)).leader.data.set(key, value);
  }

  /** As a world starts: everything in its place and in sync. */
  begin(source: Cluster | undefined): void {
    this.#follows = source;
    for (const { leader, nodes } of this.shards) {
      leader.follows = source;
      leader.link.begin();
      for (const node of nodes) {
        if (node === leader) continue;
        node.follows = 'own-primary';
        node.link.begin();
      }
    }
  }

  /** Resolves once the primary node of every shard copies `source`, or, without one, takes writes. */
  async follow(source: Cluster | undefined): Promise<void> {
    this.#follows = source;
    for (const { leader } of this.shards) leader.obey(() => this.#place(leader));
    if (!this.#isPlaced) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** The first running replica takes the place of a shard's primary node, which copies it when it is back. */
  failover(shard: Shard): void {
    const next = shard.nodes.find((node) => node !== shard.leader && node.awake);
    if (!next) return;
    shard.leader = next;
    this.#place(next);
    for (const node of shard.nodes) if (node !== next) node.obey(() => this.#place(node));
  }

  get #isPlaced(): boolean {
    return this.leaders.every(({ follows }) => follows === this.#follows);
  }

  #place(node: Node): void {
    node.follow(this.leaders.includes(node) ? this.#follows : 'own-primary');
    if (!this.#isPlaced) return;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

const doorsOf = (cluster: Cluster): ReadonlyMap<string, () => Node> => {
  const { primary, reader, configuration } = endpointNames(cluster.spec);
  const doors = new Map<string, () => Node>();
  for (const node of cluster.nodes) doors.set(node.host, () => node).set(node.ip, () => node);
  const [shard] = cluster.shards;
  if (!shard) return doors;
  const anyone = (): Node => cluster.leaders.find(({ awake }) => awake) ?? shard.leader;
  const copy = (): Node => shard.nodes.find((node) => node !== shard.leader && node.running) ?? shard.leader;
  if (primary !== undefined) doors.set(primary, () => shard.leader);
  if (reader !== undefined) doors.set(reader, copy);
  if (configuration !== undefined) doors.set(configuration, anyone);
  return doors;
};
