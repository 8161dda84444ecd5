import type { Core, Group } from './model.ts';

/**
 * What each member Region believes of one Global Datastore. A change is known at once where it was made, and spreads
 * from Region to Region over links that work: a dark or cut Region keeps the state it saw last until it is reached again.
 */
export class Views {
  readonly #core: Pick<Core, 'clock' | 'network' | 'delays'>;
  readonly #held = new Map<string, Group>();
  readonly #spreading = new Set<string>();
  #closed = false;

  constructor(core: Pick<Core, 'clock' | 'network' | 'delays'>, group: Group) {
    this.#core = core;
    for (const { region } of group.members) this.#held.set(region, group);
    const stop = core.network.onChange(() => {
      if (this.#closed) stop();
      else this.#spread();
    });
  }

  /** The state as this Region sees it; undefined where the group has no member by that state. */
  of(region: string): Group | undefined {
    const group = this.#held.get(region);
    if (group?.status === 'deleted') return undefined;
    return group?.members.some((member) => member.region === region) ? group : undefined;
  }

  tell(region: string, group: Group): void {
    for (const member of group.members) if (!this.#held.has(member.region)) this.#held.set(member.region, group);
    this.#held.set(region, group);
    this.#spread();
  }

  /** Stops listening to the network. */
  close(): void {
    this.#closed = true;
  }

  #spread(): void {
    for (const region of this.#held.keys())
      if (!this.#spreading.has(region) && this.#newestFor(region)) this.#schedule(region);
  }

  #schedule(region: string): void {
    const { clock, delays } = this.#core;
    if (delays.viewConvergence === 0) this.#adopt(region);
    else {
      this.#spreading.add(region);
      clock.after(delays.viewConvergence, () => this.#adopt(region));
    }
  }

  #adopt(region: string): void {
    this.#spreading.delete(region);
    const newest = this.#newestFor(region);
    if (!newest) return;
    this.#held.set(region, newest);
    this.#spread();
  }

  /** The newest state held by a Region that reaches this one, if newer than its own. */
  #newestFor(region: string): Group | undefined {
    let newest = this.#held.get(region);
    for (const [other, group] of this.#held)
      if (this.#core.network.reaches(other, region) && group.version > (newest?.version ?? 0)) newest = group;
    return newest === this.#held.get(region) ? undefined : newest;
  }
}
