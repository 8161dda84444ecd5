import type { Place } from '../aws/service.ts';
import type { Clock } from '../clock.ts';
import type { LinkFault, Network } from '../network.ts';
import type { LinkQuality, Path } from '../stage/stage.ts';
import { breakNetwork, type Places, shapeNamed } from './partitions/shapes.ts';
import type { Paths, Traffic, Way } from './redis/paths.ts';

const kinds = ['api', 'cache', 'replication', 'clients'] as const satisfies readonly Path[];

interface Broken {
  readonly ends: readonly [Place, Place];
  readonly path: Path | undefined;
  readonly lift: () => void;
}

/** What a stage does to the network, by link and kind of traffic, and all that there is to mend of it. */
export class WorldPaths implements Paths {
  readonly #network: Network;
  readonly #broken = new Set<Broken>();

  constructor(network: Network) {
    this.#network = network;
  }

  readonly connects = (from: Place, to: Place, traffic: Traffic): Way => this.#network.way(from, to, traffic);

  readonly onChange = (listener: () => void): (() => void) => this.#network.onChange(listener);

  reaches(from: Place, to: Place, traffic: Traffic): boolean {
    return this.#network.reaches(from, to, traffic);
  }

  cut(a: Place, b: Place, path?: Path): void {
    if (path === undefined) {
      this.#network.cut(a, b);
      this.#broken.add({ ends: [a, b], path, lift: () => this.#network.mend(a, b) });
    } else this.#impair([a, b], path, bothWays(a, b, { traffic: [path], way: 'cut' }));
  }

  /** What `from` sends to `to` is lost; what comes back the other way is not. */
  cutOneWay(from: Place, to: Place, path?: Path): void {
    this.#impair([from, to], path, [{ from, to, ...(path && { traffic: [path] }), way: 'cut' }]);
  }

  quality(a: Place, b: Place, { loss = 0, delayMs = 0 }: LinkQuality, path?: Path): void {
    this.mend(a, b, path);
    if (loss === 0 && delayMs === 0) return;
    const way = { latencyMs: delayMs, lossRate: loss };
    this.#impair([a, b], path, bothWays(a, b, { traffic: path ? [path] : kinds, way }));
  }

  /** Mends a link for one kind of traffic, or for all of it. */
  mend(a: Place, b: Place, path?: Path): void {
    for (const broken of [...this.#broken])
      if (broken.ends.includes(a) && broken.ends.includes(b) && (path === undefined || path === broken.path))
        this.#lift(broken);
  }

  /** Breaks the network in one of the named shapes, until it is lifted or everything is healed. */
  breakInShape(name: string, { clock, places }: { clock: Clock; places: Places }): () => void {
    const lift = breakNetwork(shapeNamed(name), { network: this.#network, clock, places });
    const broken = { ends: ['', ''] as const, path: undefined, lift };
    this.#broken.add(broken);
    return () => this.#lift(broken);
  }

  healAll(): void {
    for (const region of this.#network.regions) if (this.#network.isDark(region)) this.#network.heal(region);
    for (const broken of [...this.#broken]) this.#lift(broken);
    this.#network.setRoute53('shares-fate');
  }

  #impair(ends: Broken['ends'], path: Path | undefined, faults: readonly LinkFault[]): void {
    this.#broken.add({ ends, path, lift: this.#network.impair(faults) });
  }

  #lift(broken: Broken): void {
    if (this.#broken.delete(broken)) broken.lift();
  }
}

const bothWays = (a: Place, b: Place, harm: Pick<LinkFault, 'traffic' | 'way'>): readonly LinkFault[] => [
  { from: a, to: b, ...harm },
  { from: b, to: a, ...harm },
];
