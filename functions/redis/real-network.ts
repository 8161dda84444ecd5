import { Resolver } from 'node:dns/promises';
import net from 'node:net';
import { cacheClient } from './cache-client.ts';
import { firstWord } from './first-word.ts';
import type { CacheNetwork } from './network.ts';
import { within } from './within.ts';

/** How long each single thing that is asked may take, and who is asked for names: the machine's own servers, if left out. */
interface Ways {
  readonly deadlineMs: number;
  readonly nameServers?: readonly string[];
}

/** Real sockets, with the client and the resolver that are deployed. */
export const networkWith = ({ deadlineMs, nameServers }: Ways): CacheNetwork => {
  const resolve = <T>(ask: (resolver: Resolver) => Promise<T>): Promise<T> => {
    const resolver = new Resolver({ timeout: deadlineMs, tries: 1 });
    if (nameServers) resolver.setServers(nameServers);
    return within(deadlineMs, 'resolve', ask(resolver)).finally(() => resolver.cancel());
  };
  return {
    open: async (node, target) => {
      const connection = cacheClient(node, { target, deadlineMs });
      try {
        await within(deadlineMs, 'connect', connection.ready());
        await firstWord(connection, target);
        return connection;
      } catch (error) {
        connection.close();
        throw error;
      }
    },

    reach: async (host, port) => {
      const socket = net.connect({ host, port });
      const accepted = new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve).once('error', reject);
      });
      await within(deadlineMs, `connect to ${host}:${port}`, accepted).finally(() => socket.destroy());
    },

    cname: (name) => resolve((resolver) => resolver.resolveCname(name)),

    // One text may come in several pieces.
    txt: async (name) => (await resolve((resolver) => resolver.resolveTxt(name))).map((pieces) => pieces.join('')),
  };
};

/** Real servers, real names. */
export const realNetwork = networkWith({ deadlineMs: 1000 });
