import type { Place } from './aws/service.ts';
import type { History } from './history.ts';

/** What travels between places. `cache` is what functions send to caches, `clients` what applications send. */
export type Traffic = 'api' | 'cache' | 'replication' | 'clients' | 'dns';

/** How one direction is: as ever, silent, or slow and lossy (lost packets are sent again, as TCP does). */
export type Way = 'open' | 'cut' | { readonly latencyMs: number; readonly lossRate: number };

/** One direction between two places, impaired for some traffic, or for all. A place's links to itself count too. */
export interface LinkFault {
  readonly from: Place;
  readonly to: Place;
  /** @default all of it */
  readonly traffic?: readonly Traffic[];
  readonly way: Exclude<Way, 'open'>;
}

/**
 * Where Route 53's control plane answers. AWS runs it in us-east-1, so by default it goes dark with that Region; its
 * data plane, the DNS server, is everywhere.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
export const route53Place = 'route53';
const route53Home = 'us-east-1';

/**
 * Which places reach which: whole Regions may be dark, links cut, and single directions impaired for some traffic. One table, shared as memory with the functions' worker threads, so that a cut is felt
 * at once by a socket that is about to connect there: of impairments it knows the cuts of all traffic. Rows and columns: the Regions in order, Route 53's control plane,
 * then `outside`.
 */
export class Network {
  readonly regions: readonly string[];
  readonly places: readonly Place[];
  /** `cells[from * places.length + to]` is 1 where a packet gets through. */
  readonly cells: Uint8Array;
  readonly #dark = new Set<string>();
  readonly #cuts = new Set<string>();
  readonly #impairments = new Set<LinkFault>();
  #route53: 'shares-fate' | 'up' | 'down' = 'shares-fate';
  readonly #history: History;
  readonly #listeners = new Set<() => void>();

  constructor(regions: readonly string[], history: History) {
    this.regions = regions;
    this.places = [...regions, route53Place, 'outside'];
    this.cells = new Uint8Array(new SharedArrayBuffer(this.places.length ** 2)).fill(1);
    this.#history = history;
  }

  /** Whether packets get through in that direction: of any traffic at all, or of the one that is named. */
  reaches(from: Place, to: Place, traffic?: Traffic): boolean {
    if (traffic !== undefined) return this.way(from, to, traffic) !== 'cut';
    return this.cells[this.#index(from) * this.places.length + this.#index(to)] === 1;
  }

  /** How one kind of traffic fares in that direction. Several impairments add up. */
  way(from: Place, to: Place, traffic: Traffic): Way {
    if (!this.reaches(from, to)) return 'cut';
    let sum: Exclude<Way, 'cut'> = 'open';
    for (const fault of this.#impairments) {
      if (fault.from !== from || fault.to !== to || fault.traffic?.includes(traffic) === false) continue;
      if (fault.way === 'cut') return 'cut';
      sum = sum === 'open' ? fault.way : added(sum, fault.way);
    }
    return sum;
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

  /** Ends a Region's blackout and every cut and impairment of its links. */
  heal(region: string): void {
    this.#index(region);
    this.#dark.delete(region);
    for (const cut of this.#cuts) if (cut.split('|').includes(region)) this.#cuts.delete(cut);
    for (const fault of this.#impairments)
      if (fault.from === region || fault.to === region) this.#impairments.delete(fault);
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

  /** Impairs single directions, all at once. The returned function ends that, where nothing else did before. */
  impair(faults: readonly LinkFault[]): () => void {
    for (const { from, to } of faults) [from, to].map((place) => this.#index(place));
    const own = faults.map((fault) => ({ ...fault }));
    for (const fault of own) this.#impairments.add(fault);
    this.#update(() => {
      for (const fault of own) this.#note(...namedImpairment(fault));
    });
    return () => {
      const left = own.filter((fault) => this.#impairments.delete(fault));
      if (left.length === 0) return;
      this.#update(() => {
        for (const fault of left) this.#note(...namedRepair(fault));
      });
    };
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

  #apply(name: string, detail: Record<string, unknown>): void {
    this.#update(() => this.#note(name, detail));
  }

  #note(name: string, detail: Record<string, unknown>): void {
    this.#history.append({ kind: 'fault', name, detail });
  }

  /** The table first, then the history, then whoever listens. */
  #update(note: () => void): void {
    const lost = new Set<string>();
    for (const { from, to, traffic, way } of this.#impairments)
      if (way === 'cut' && traffic === undefined) lost.add(`${from}>${to}`);
    for (const from of this.places)
      for (const to of this.places) {
        const whole = !this.#isOut(from) && !this.#isOut(to);
        const open = whole && !this.#cuts.has(link(from, to)) && !lost.has(`${from}>${to}`);
        this.cells[this.#index(from) * this.places.length + this.#index(to)] = open ? 1 : 0;
      }
    note();
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

const added = (one: Exclude<Way, string>, other: Exclude<Way, string>): Exclude<Way, string> => ({
  latencyMs: one.latencyMs + other.latencyMs,
  lossRate: 1 - (1 - one.lossRate) * (1 - other.lossRate),
});

type Named = [name: string, detail: Record<string, unknown>];

const namedImpairment = ({ from, to, traffic, way }: LinkFault): Named =>
  way === 'cut' && traffic === undefined
    ? ['cut-one-way', { from, to }]
    : ['impaired', { from, to, traffic: traffic ?? 'all', way }];

const namedRepair = ({ from, to, traffic, way }: LinkFault): Named =>
  way === 'cut' && traffic === undefined
    ? ['mend-one-way', { from, to }]
    : ['repaired', { from, to, traffic: traffic ?? 'all', way }];
