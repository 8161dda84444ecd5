import type { Place } from '../aws/service.ts';
import type { History } from '../history.ts';
import type { Network } from '../network.ts';
import type { LinkQuality, Path } from '../scenarios/stage.ts';
import type { Paths, Traffic, Way } from './redis/paths.ts';

const kinds = ['api', 'cache', 'replication', 'clients'] as const satisfies readonly Path[];

/**
 * The world's network, one direction and one kind of traffic at a time: what `Network` says of the places, and on top of
 * it cuts of single paths and links of bad quality. Everything it is told is in the history.
 */
export class WorldPaths implements Paths {
  readonly #network: Network;
  readonly #history: History;
  readonly #cuts = new Set<string>();
  readonly #quality = new Map<string, LinkQuality>();
  readonly #cutWhole = new Set<readonly [Place, Place]>();
  readonly #listeners = new Set<() => void>();

  constructor(network: Network, history: History) {
    this.#network = network;
    this.#history = history;
    network.onChange(() => this.#tell());
  }

  readonly connects = (from: Place, to: Place, traffic: Traffic): Way => {
    if (!this.reaches(from, to, traffic)) return 'cut';
    const { loss = 0, delayMs = 0 } = this.qualityOf(from, to, traffic) ?? {};
    const way = this.#network.way(from, to, traffic);
    const { latencyMs, lossRate } = typeof way === 'object' ? way : { latencyMs: 0, lossRate: 0 };
    if (loss + delayMs + latencyMs + lossRate === 0) return 'open';
    return { latencyMs: delayMs + latencyMs, lossRate: 1 - (1 - loss) * (1 - lossRate) };
  };

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Names are resolved inside a place, by a data plane that is everywhere. */
  reaches(from: Place, to: Place, traffic: Traffic): boolean {
    if (traffic === 'dns') return this.#network.reaches(from, from, traffic);
    return this.#network.reaches(from, to, traffic) && !this.#cuts.has(key(from, to, traffic));
  }

  qualityOf(from: Place, to: Place, traffic: Traffic): LinkQuality | undefined {
    return this.#quality.get(key(from, to, traffic));
  }

  cut(a: Place, b: Place, path?: Path): void {
    if (path === undefined) {
      this.#cutWhole.add([a, b]);
      this.#network.cut(a, b);
      return;
    }
    this.#cuts.add(key(a, b, path)).add(key(b, a, path));
    this.#note('cut', { a, b, path });
  }

  /** What `from` sends to `to` is lost; what comes back the other way is not. */
  cutOneWay(from: Place, to: Place, path?: Path): void {
    for (const each of pathsOf(path)) this.#cuts.add(key(from, to, each));
    this.#note('cut-one-way', { from, to, ...(path && { path }) });
  }

  mend(a: Place, b: Place, path?: Path): void {
    for (const each of pathsOf(path)) {
      this.#cuts.delete(key(a, b, each));
      this.#cuts.delete(key(b, a, each));
    }
    if (path === undefined) this.#network.mend(a, b);
    else this.#note('mend', { a, b, path });
  }

  quality(a: Place, b: Place, quality: LinkQuality, path?: Path): void {
    for (const each of pathsOf(path))
      for (const way of [key(a, b, each), key(b, a, each)]) this.#quality.set(way, quality);
    this.#note('quality', { a, b, ...quality, ...(path && { path }) });
  }

  healAll(): void {
    for (const region of this.#network.regions) if (this.#network.isDark(region)) this.#network.heal(region);
    for (const [a, b] of this.#cutWhole) this.#network.mend(a, b);
    this.#cutWhole.clear();
    this.#cuts.clear();
    this.#quality.clear();
    this.#network.setRoute53('shares-fate');
    this.#note('healed', {});
  }

  #note(name: string, detail: Record<string, unknown>): void {
    this.#history.append({ kind: 'fault', name, detail });
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const pathsOf = (path: Path | undefined): readonly Path[] => (path === undefined ? kinds : [path]);

const key = (from: Place, to: Place, traffic: Traffic): string => `${from}>${to}>${traffic}`;
