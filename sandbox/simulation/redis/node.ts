import type { Cluster } from './cluster.ts';
import { Dataset } from './dataset.ts';
import { Link } from './link.ts';
import type { Ailment } from './model-redis.ts';
import { type Change, Stream } from './stream.ts';
import { randomId, type Surroundings } from './surroundings.ts';

/** What a node tells when its process ends. */
export interface Attached {
  readonly processEnded: () => void;
}

export interface NodeName {
  readonly id: string;
  readonly host: string;
  readonly ip: string;
}

/** One server process and the place it has, which outlives the process. */
export class Node {
  readonly id: string;
  readonly host: string;
  readonly ip: string;
  readonly cluster: Cluster;
  readonly shard: number;
  readonly data = new Dataset();
  readonly stream: Stream;
  readonly link: Link;
  /** Those who copy this node, and are connected. */
  readonly copies = new Set<Link>();
  readonly connections = new Set<Attached>();
  readonly ailments = new Set<Ailment>();
  /** The error reply to every command, where there is one. */
  refusal: string | undefined;
  slowMs = 0;
  running = true;
  frozen = false;
  /** Whom it copies; undefined for a primary of the whole datastore. */
  follows: 'own-primary' | Cluster | undefined;
  #pingedAt: number;
  /** What arrived while the process stood still. */
  readonly #waiting: (() => void)[] = [];
  /** What its keeper ordered while it could not obey; it outlives the process. */
  readonly #orders: (() => void)[] = [];
  readonly #around: Surroundings;

  constructor(name: NodeName, place: { cluster: Cluster; shard: number }, around: Surroundings) {
    this.id = name.id;
    this.host = name.host;
    this.ip = name.ip;
    this.cluster = place.cluster;
    this.shard = place.shard;
    this.#around = around;
    this.#pingedAt = around.clock.now();
    this.stream = new Stream(randomId(around.random), around.times.replBacklogBytes);
    this.link = new Link(this, around);
  }

  get awake(): boolean {
    return this.running && !this.frozen;
  }

  get role(): 'master' | 'slave' {
    return this.follows === undefined ? 'master' : 'slave';
  }

  /** The node that this one copies now. */
  get upstream(): Node | undefined {
    if (this.follows === undefined) return undefined;
    const cluster = this.follows === 'own-primary' ? this.cluster : this.follows;
    const leader = cluster.shards[this.shard]?.leader;
    return leader === this ? undefined : leader;
  }

  /** Does what arrived: now, once the process is thawed, or never. */
  receive(action: () => void): void {
    if (this.frozen && this.running) this.#waiting.push(action);
    else if (this.running && this.slowMs > 0) this.#around.clock.after(this.slowMs, () => this.running && action());
    else if (this.running) action();
  }

  /** Does what its keeper orders, as soon as the process can. */
  obey(order: () => void): void {
    if (this.awake) order();
    else this.#orders.push(order);
  }

  /** Changes the data, its own or as its primary told, and tells the copies. */
  write(change: Change): void {
    this.#apply(change);
    this.#tell(change);
  }

  /** Copies `source` from now on, or, without one, takes writes under a new replication id. */
  follow(source: 'own-primary' | Cluster | undefined): void {
    if (source === undefined && this.follows === undefined) return;
    this.follows = source;
    this.link.drop();
    if (source === undefined) {
      this.stream.shift(randomId(this.#around.random));
      this.dropCopies();
    } else this.link.connect();
  }

  /** Once a second: what Redis does in its cron. */
  tick(now: number): void {
    if (!this.awake) return;
    if (this.role === 'master') {
      const expired = this.data.takeExpired(now);
      if (expired.length > 0) this.#tell({ kind: 'delete', keys: expired });
      if (this.copies.size > 0 && now - this.#pingedAt >= this.#around.times.replPingPeriodMs) {
        this.#pingedAt = now;
        this.write({ kind: 'ping' });
      }
    } else this.link.tick(now);
  }

  /** The copies notice at once, and connect anew: they must learn of another history. */
  dropCopies(): void {
    for (const link of [...this.copies]) link.sourceGone();
  }

  kill(): void {
    if (!this.running) return;
    this.running = false;
    this.frozen = false;
    this.#waiting.length = 0;
    this.data.clear();
    this.stream.renew(randomId(this.#around.random));
    this.link.drop();
    for (const connection of [...this.connections]) connection.processEnded();
    this.connections.clear();
    this.dropCopies();
  }

  /** Starts the process again, empty. */
  start(): void {
    if (this.running) return;
    this.running = true;
    this.#goOn();
  }

  refuse(error: string | undefined): void {
    this.refusal = error;
  }

  slow(ms: number): void {
    this.slowMs = ms;
  }

  freeze(): void {
    this.frozen = this.running;
  }

  thaw(): void {
    if (!this.frozen) return;
    this.frozen = false;
    this.#goOn();
  }

  #goOn(): void {
    for (const action of this.#waiting.splice(0)) action();
    for (const order of this.#orders.splice(0)) order();
    this.link.tick(this.#around.clock.now());
  }

  #apply(change: Change): void {
    if (change.kind === 'set') this.data.set(change.key, change.value, change.expiresAt);
    else if (change.kind === 'delete') for (const key of change.keys) this.data.delete(key);
  }

  #tell(change: Change): void {
    // A primary that never had a copy has no backlog, and its offset stands still.
    if (this.copies.size === 0 && this.stream.offset === 0) return;
    this.stream.append(change, this.#around.clock.now());
    for (const link of this.copies) link.pump();
  }
}
