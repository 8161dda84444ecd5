import { Resolver } from 'node:dns/promises';
import net from 'node:net';
import type { Target } from '../contract/touch.ts';
import { cacheClient, full } from './cache-client.ts';
import type { CacheConnection, CacheNetwork } from './network.ts';
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

/**
 * One command alone, and its answer, before any others: a full server that closes at once would break several writes
 * before its word was read. A node that refuses PING for whatever reason is there, and will say so again.
 */
const firstWord = async (connection: CacheConnection, { credentials }: Target): Promise<void> => {
  if (credentials) {
    const { username, password } = credentials;
    await connection.call('AUTH', ...(username === undefined ? [] : [username]), password).catch(forgetting);
    return;
  }
  await connection.call('PING').catch((error: unknown) => {
    const { name, message } = Object(error);
    if (name !== 'ReplyError' || full.test(message)) throw error;
  });
};

/**
 * A server that knows no AUTH quotes its arguments in its refusal ("unknown command 'AUTH', with args beginning with: …"),
 * and whatever else listens there may say anything: only the first word of it is kept.
 */
const forgetting = (error: unknown): never => {
  const { name, message } = Object(error);
  if (name !== 'ReplyError' || full.test(message)) throw error;
  const [word = 'ERR'] = /^-?[A-Z][A-Z0-9_]*\b/.exec(message) ?? [];
  throw Object.assign(new Error(`${word} the cache refused AUTH`), { name: 'ReplyError' });
};
