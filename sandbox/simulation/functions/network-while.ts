import type { CacheNetwork } from '../../../functions/redis/network.ts';

/** A network whose answers are heard only as `heard` lets them through; whose it is, is asked at each use. */
export const networkWhile = (
  heard: <T>(work: () => Promise<T>) => Promise<T>,
  network: () => CacheNetwork,
): CacheNetwork => ({
  open: (node, target) =>
    heard(async () => {
      const connection = await network().open(node, target);
      return {
        call: (command, ...args) => heard(() => connection.call(command, ...args)),
        close: () => connection.close(),
      };
    }),
  reach: (host, port) => heard(() => network().reach(host, port)),
  cname: (name) => heard(() => network().cname(name)),
  txt: (name) => heard(() => network().txt(name)),
});
