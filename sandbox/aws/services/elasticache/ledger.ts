import type { ClusterRef } from './backing.ts';
import type { Core, Group, GroupStatus, Member } from './model.ts';
import { Views } from './views.ts';

/** A promotion that was accepted and is not over. `live` turns false when another one won. */
export interface Promotion {
  readonly target: ClusterRef;
  live: boolean;
  writable: boolean;
  visible: boolean;
}

export interface Change {
  /** The Region that makes the change, and so knows of it first. */
  readonly region: string;
  readonly effect: string;
  readonly set: Partial<Pick<Group, 'status' | 'members'>>;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** One Global Datastore: its true state, what the Regions believe of it, and who takes writes. */
export class Ledger {
  readonly core: Core;
  readonly views: Views;
  group: Group;
  /** The member that takes writes; during a promotion this is ahead of, or behind, the roles. */
  writer: ClusterRef;
  promotion: Promotion | undefined;
  /** Members whose separation was accepted and is not over. */
  readonly leaving = new Set<string>();
  #queue: Promise<void> = Promise.resolve();

  constructor(core: Core, group: Group, writer: ClusterRef) {
    this.core = core;
    this.group = group;
    this.writer = writer;
    this.views = new Views(core, group);
  }

  /** The only place where a Global Datastore changes: the truth, the history and the acting Region's view, in one step. */
  change({ region, effect, set, detail }: Change): void {
    this.group = { ...this.group, ...set, version: this.group.version + 1 };
    const { id: group, status } = this.group;
    this.note(region, effect, { group, status, ...detail });
    this.views.tell(region, this.group);
  }

  note(region: string, effect: string, detail: Readonly<Record<string, unknown>>): void {
    this.core.history.append({ kind: 'effect', region, name: `elasticache:${effect}`, detail });
  }

  member(id: string): Member | undefined {
    return this.group.members.find((member) => member.id === id);
  }

  get primary(): Member | undefined {
    return this.group.members.find(({ role }) => role === 'PRIMARY');
  }

  /** The status the group has unless a change is under way. */
  statusWith(members: readonly Member[]): GroupStatus {
    const promoting = this.promotion !== undefined && !this.promotion.visible;
    if (promoting || this.leaving.size > 0) return 'modifying';
    return members.length > 1 ? 'available' : 'primary-only';
  }

  /** Ends a `modifying` behind which nothing happens any more. */
  rest(region: string, effect: string): void {
    const status = this.statusWith(this.group.members);
    if (this.group.status === 'modifying' && status !== 'modifying') this.change({ region, effect, set: { status } });
  }

  /** Work on the data plane happens one after the other; a failure is noted and changes nothing else. */
  drive(cluster: ClusterRef, work: () => Promise<void>, done: () => void): void {
    this.#queue = this.#queue.then(work).then(done, (error: unknown) => {
      this.note(cluster.region, 'data-plane-failed', {
        group: this.group.id,
        cluster: cluster.id,
        reason: String(error),
      });
    });
  }
}
