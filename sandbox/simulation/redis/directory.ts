import type { Place } from '../../aws/service.ts';
import type { Cluster } from './cluster.ts';
import type { Node } from './node.ts';
import type { Names } from './paths.ts';
import { nameUnknown } from './refusals.ts';
import type { Surroundings } from './surroundings.ts';
import { silence } from './travel.ts';

const longestChain = 8;

/** Where names and addresses lead: ElastiCache's own, and, by CNAME, others. Nothing is cached. */
export class Directory {
  readonly #doors: ReadonlyMap<string, () => Node>;
  readonly #names: Names;
  readonly #around: Surroundings;

  constructor(clusters: readonly Cluster[], names: Names, around: Surroundings) {
    this.#doors = new Map(clusters.flatMap((cluster) => [...cluster.doors]));
    this.#names = names;
    this.#around = around;
  }

  /** The node that a host means now. Rejects as `getaddrinfo` does; waits for ever where no resolver answers. */
  async find(host: string, from: Place): Promise<Node> {
    let name = canonical(host);
    for (let hop = 0; hop < longestChain; hop += 1) {
      const door = this.#doors.get(name);
      if (this.silent(from, host)) return silence();
      if (door) return door();
      const [next] = await this.#names.cname(name, from).catch(() => Promise.reject(nameUnknown(host)));
      if (next === undefined) break;
      name = canonical(next);
    }
    throw nameUnknown(host);
  }

  /** Whether the resolver of a place answers nothing. An address needs none. */
  silent(from: Place, host?: string): boolean {
    if (host !== undefined && /^[\d.]+$/.test(host)) return false;
    return this.#around.paths.connects(from, from, 'dns') === 'cut';
  }
}

const canonical = (name: string): string => name.toLowerCase().replace(/\.$/, '');
