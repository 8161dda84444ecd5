import type { Place } from './aws/service.ts';
import type { History } from './history.ts';

/**
 * Where Route 53's control plane answers. AWS runs it in us-east-1, so by default it goes dark with that Region; its
 * data plane, the DNS server, is everywhere.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
export const route53Place = 'route53';
const route53Home = 'us-east-1';

/**
 * Which places reach which. One table, shared as memory with the functions' worker threads, so that a cut is felt
 * at once by a socket that is about to connect there. Rows and columns: the Regions in order, Route 53's control plane,
 * then `outside`.
 */
export class Network {
  readonly regions: readonly string[];
  readonly places: readonly Place[];
  /** `cells[from * places.length + to]` is 1 where a packet gets through. */
  readonly cells: Uint8Array;
  readonly #dark = new Set<string>();
  readonly #cuts = new Set<string>();
  #route53: 'shares-fate' | 'up' | 'down' = 'shares-fate';
  readonly #history: History;
  readonly #listeners = new Set<() => void>();

  constructor(regions: readonly string[], history: History) {
    this.regions = regions;
    this.places = [...regions, route53Place, 'outside'];
    this.cells = new Uint8Array(new SharedArrayBuffer(this.places.length ** 2)).fill(1);
    this.#history = history;
  }

  reaches(from: Place, to: Place): boolean {
    return this.cells[this.#index(from) * this.places.length + this.#index(to)] === 1;
  }

  isDark(region: string): boolean {
    return this.#dark.has(region);
  }

  /** The whole Region stops: nothing gets in, nothing gets out, nothing inside it talks to anything. */
  blackout(region: string): void {
    this.#index(region);
    this.#dark.add(region);
    this.#apply('blackout', { region });
  }

  /** Ends a Region's blackout and every cut of its links. */
  heal(region: string): void {
    this.#index(region);
    this.#dark.delete(region);
    for (const cut of this.#cuts) if (cut.split('|').includes(region)) this.#cuts.delete(cut);
    this.#apply('heal', { region });
  }

  /** Only the link between two places is lost, both ways. */
  cut(a: Place, b: Place): void {
    this.#index(a);
    this.#index(b);
    this.#cuts.add(link(a, b));
    this.#apply('cut', { a, b });
  }

  mend(a: Place, b: Place): void {
    this.#index(a);
    this.#index(b);
    this.#cuts.delete(link(a, b));
    this.#apply('mend', { a, b });
  }

  /** Whether Route 53's control plane shares the fate of us-east-1, as it does at first, or is up or down by itself. */
  setRoute53(state: 'shares-fate' | 'up' | 'down'): void {
    this.#route53 = state;
    this.#apply(`route53 ${state}`, {});
  }

  /** Calls back after every change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #apply(name: string, detail: Record<string, string>): void {
    for (const from of this.places)
      for (const to of this.places) {
        const open = !this.#isOut(from) && !this.#isOut(to) && !this.#cuts.has(link(from, to));
        this.cells[this.#index(from) * this.places.length + this.#index(to)] = open ? 1 : 0;
      }
    this.#history.append({ kind: 'fault', name, detail });
    for (const listener of this.#listeners) listener();
  }

  #isOut(place: Place): boolean {
    if (place !== route53Place) return this.#dark.has(place);
    return this.#route53 === 'shares-fate' ? this.#dark.has(route53Home) : this.#route53 === 'down';
  }

  #index(place: Place): number {
    const index = this.places.indexOf(place);
    if (index < 0) throw new RangeError(`no place called ${place}; there are ${this.places.join(', ')}`);
    return index;
  }
}

const link = (a: Place, b: Place): string => [a, b].sort().join('|');
