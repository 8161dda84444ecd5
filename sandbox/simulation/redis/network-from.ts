import type { CacheNetwork } from '../../../functions/redis/network.ts';
import type { Place } from '../../aws/service.ts';
import type { Directory } from './directory.ts';
import type { Earlier } from './earlier.ts';
import { inTime } from './in-time.ts';
import { type Kind, lookUp, type Told } from './look-up.ts';
import { accepted, open } from './open.ts';
import type { Names } from './paths.ts';
import type { Surroundings } from './surroundings.ts';
import { type Caller, roundTrip, silence } from './travel.ts';

export interface Reachable {
  readonly directory: Directory;
  readonly around: Surroundings;
  readonly names: Names;
  /** What resolvers answered before. */
  readonly told: Earlier<Told>;
  /** Other hosts that take TCP connections, and where they are. */
  readonly others: ReadonlyMap<string, Place>;
}

/** The network that the product uses, as one place sees it. Its promises are those of `CacheNetwork`. */
export const networkFrom = (caller: Caller, { directory, around, names, told, others }: Reachable): CacheNetwork => {
  const { clock } = around;
  const known = { names, around, told };
  const ask = (name: string, kind: Kind): Promise<readonly string[]> =>
    inTime(clock, 'resolve', () => (directory.silent(caller.from) ? silence() : lookUp({ name, kind }, caller, known)));
  return {
    open: (address, target) => open({ address, target }, caller, { directory, around }),
    reach: (host, port) =>
      inTime(clock, `connect to ${host}:${port}`, async () => {
        const there = others.get(host);
        if (there !== undefined) return roundTrip({ ...caller, to: there }, around);
        return accepted(await directory.find(host, caller.from), { port, caller }, around);
      }),
    cname: (name) => ask(name, 'cname'),
    txt: (name) => ask(name, 'txt'),
  };
};
