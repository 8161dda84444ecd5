import { delayOf } from './delay.ts';
import type { Node } from './node.ts';
import { replicates, replicationWay } from './replication-path.ts';
import type { StreamEntry } from './stream.ts';
import type { Surroundings } from './surroundings.ts';

/** Keys that the product writes by itself: no loss of them is a user's. */
const ours = /^failover:/;

/** A copy's connection to its primary. https://valkey.io/topics/replication/ */
export class Link {
  state: 'down' | 'syncing' | 'up' = 'down';
  /** Undefined: it never was up in this place. */
  downSince: number | undefined;
  lastHeard = Number.NEGATIVE_INFINITY;
  readonly #node: Node;
  readonly #around: Surroundings;
  #source: Node | undefined;
  /** The source's replication id when the connection was made. */
  #history = '';
  /** When the next change arrives; drawn once for each. */
  #due: { readonly start: number; readonly at: number } | undefined;
  #lastDue = 0;
  #disarm: () => void = () => {};

  constructor(node: Node, around: Surroundings) {
    this.#node = node;
    this.#around = around;
  }

  /** Whose connection it is. */
  get owner(): Node {
    return this.#node;
  }

  /** How far the copy is. */
  get position(): number {
    return this.#node.stream.offset;
  }

  /** Since when its source has no word of it: a copy tells once a second how far it is. */
  silentSince(now: number): number {
    return this.#node.awake && this.#reaches(this.#source) ? now : this.lastHeard;
  }

  /** In sync from the beginning, as a world starts. */
  begin(): void {
    const source = this.#node.upstream;
    if (!source) return;
    this.#copy(source);
    this.#up(source);
  }

  tick(now: number): void {
    if (this.#node.role === 'master') return;
    if (this.state === 'up') {
      // Another node took its place.
      if (this.#source !== this.#node.upstream) {
        this.broken();
        return;
      }
      this.pump();
      if (now - this.lastHeard >= this.#around.times.replTimeoutMs) this.broken();
    } else if (this.state === 'down') this.connect();
    else if (!this.#reaches(this.#source)) this.drop();
  }

  /** Goes on from the backlog where it can, copies everything where it cannot; or tries again in a second. */
  connect(): void {
    const source = this.#node.upstream;
    if (this.state !== 'down' || !this.#node.awake || !source?.awake) return;
    // A copy that has no primary itself has nothing to give (`NOMASTERLINK`), nor has a node that is loading.
    if (source.role === 'slave' && source.link.state !== 'up') return;
    if (source.ailments.has('loading') || !this.#reaches(source)) return;

    const { stream } = this.#node;
    if (source.stream.continues(stream.id, stream.offset)) {
      const sameHistory = stream.id === source.stream.id;
      stream.continueAs(source.stream);
      this.#up(source);
      if (!sameHistory) this.#node.dropCopies();
    } else this.#resync(source);
  }

  /** Everything that has arrived by now; the rest when it does. */
  pump(): void {
    const source = this.#source;
    if (this.state !== 'up' || !source || !this.#node.awake) return;
    if (source.stream.id !== this.#history || !source.running) {
      this.sourceGone();
      return;
    }
    const { stream } = this.#node;
    for (let entry = source.stream.next(stream.offset); entry; entry = source.stream.next(stream.offset)) {
      const due = this.#dueOf(entry, source);
      if (due === undefined) return;
      const now = this.#around.clock.now();
      if (due > now) {
        this.#arm(due - now);
        return;
      }
      this.lastHeard = now;
      this.#node.write(entry.change);
    }
    // What it should go on with has left the backlog.
    if (stream.offset < source.stream.offset) this.broken();
  }

  /** The other end closed, or was silent for too long: tries again at once. */
  broken(): void {
    this.drop();
    this.connect();
  }

  /** The source closed the connection, which is felt only where its packets arrive. */
  sourceGone(): void {
    if (this.#reaches(this.#source)) this.broken();
  }

  drop(): void {
    if (this.state === 'up') {
      this.downSince = this.#around.clock.now();
      this.#note('redis:LinkDown');
    }
    this.#disarm();
    this.#source?.copies.delete(this);
    this.#source = undefined;
    this.#due = undefined;
    this.state = 'down';
  }

  #up(source: Node): void {
    this.#source = source;
    this.#history = source.stream.id;
    source.copies.add(this);
    this.state = 'up';
    this.lastHeard = this.#around.clock.now();
    this.#lastDue = 0;
    this.#note('redis:LinkUp');
    this.pump();
  }

  #resync(source: Node): void {
    const { clock, times } = this.#around;
    this.state = 'syncing';
    this.#source = source;
    const finish = (): void => {
      if (!this.#node.awake || !source.awake || !this.#reaches(source)) {
        this.drop();
        return;
      }
      const dropped = this.#copy(source);
      this.#note('redis:Resynced', { dropped });
      this.#node.dropCopies();
      this.#up(source);
    };
    if (times.fullSyncMs === 0) finish();
    else this.#disarm = clock.after(times.fullSyncMs, finish);
  }

  /** Answers the users' keys that this node had and its primary has not. */
  #copy(source: Node): readonly string[] {
    const dropped = this.#node.data.keys.filter((key) => !source.data.has(key) && !ours.test(key));
    this.#node.data.copy(source.data);
    source.stream.begin();
    this.#node.stream.adopt(source.stream);
    return dropped;
  }

  /** Undefined while nothing gets through. TCP keeps the order. */
  #dueOf(entry: StreamEntry, source: Node): number | undefined {
    if (!this.#reaches(source)) return undefined;
    if (this.#due?.start !== entry.start) {
      const { paths, random, times } = this.#around;
      const delay = delayOf(replicationWay(source, this.#node, paths), random) ?? 0;
      const lag = source.cluster.region === this.#node.cluster.region ? 0 : times.replicationLagMs;
      this.#due = { start: entry.start, at: Math.max(entry.at + delay + lag, this.#lastDue) };
    }
    this.#lastDue = this.#due.at;
    return this.#due.at;
  }

  #reaches(source: Node | undefined): boolean {
    return source !== undefined && replicates(source, this.#node, this.#around.paths);
  }

  #arm(ms: number): void {
    this.#disarm();
    this.#disarm = this.#around.clock.after(ms, () => this.pump());
  }

  #note(name: string, more: Record<string, unknown> = {}): void {
    const { id, cluster } = this.#node;
    const detail = { node: id, cluster: cluster.id, ...more };
    this.#around.history.append({ kind: 'effect', region: cluster.region, name, detail });
  }
}
