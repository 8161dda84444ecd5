import { Resolver } from 'node:dns/promises';
import net from 'node:net';
import { Redis } from 'ioredis';
import type { Target } from '../contract/touch.ts';
import { firstWord, full } from './first-word.ts';
import type { CacheConnection, CacheNetwork, Node } from './network.ts';

/** Of each single thing that is asked of the network, in milliseconds. */
const deadlineMs = 1000;

/** Real servers, real names. */
export const realNetwork: CacheNetwork = {
  open: async (node, target) => {
    const connection = connect(node, target);
    try {
      await inTime('connect', connection.ready());
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
    await inTime(`connect to ${host}:${port}`, accepted).finally(() => socket.destroy());
  },

  cname: (name) => resolve((resolver) => resolver.resolveCname(name)),

  // One text may come in several pieces.
  txt: async (name) => (await resolve((resolver) => resolver.resolveTxt(name))).map((pieces) => pieces.join('')),
};

/**
 * ioredis without anything it does by itself: no retry, no queue, no reconnection, no command of its own. Credentials
 * are sent as a plain command, so that a refusal of them is an answer like any other.
 */
const connect = ({ host, port, servername }: Node, { tls, ca }: Target) => {
  const client = new Redis({
    host,
    port,
    // A certificate's server is named, never numbered.
    ...(tls && { tls: { ...(net.isIP(servername) === 0 && { servername }), ...(ca && { ca }) } }),
    protocol: 2,
    lazyConnect: true,
    enableReadyCheck: false,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    disableClientInfo: true,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    connectTimeout: deadlineMs,
    disconnectTimeout: 1,
  });
  // Calls only say that the connection closed; why, it says here.
  let why: Error | undefined;
  client.on('error', (error: Error) => {
    why ??= error;
  });
  // A full server says so and closes, perhaps before anything was asked: ioredis drops an answer to no command.
  client.once('connect', () => {
    client.stream.once('data', (chunk: Buffer) => {
      const [, refusal] = full.exec(chunk.toString()) ?? [];
      if (refusal !== undefined) why = Object.assign(new Error(refusal), { name: 'ReplyError' });
    });
  });
  const explained = (error: unknown): Error => bare(error, why);

  const connection: CacheConnection & { ready: () => Promise<void> } = {
    ready: () => client.connect().catch((error: unknown) => Promise.reject(explained(error))),
    call: (command, ...args) =>
      inTime(
        command,
        client.call(command, ...args).catch((error: unknown) => Promise.reject(explained(error))),
      ),
    close: () => client.disconnect(),
  };
  return connection;
};

/** A copy without the command that failed, which ioredis attaches: it may be AUTH with its password. */
const bare = (error: unknown, why: Error | undefined): Error => {
  const { name, message, code } = Object(error);
  if (name !== 'ReplyError' && why !== undefined) return why;
  return Object.assign(new Error(String(message)), { name: String(name), ...(code !== undefined && { code }) });
};

const resolve = <T>(ask: (resolver: Resolver) => Promise<T>): Promise<T> => {
  const resolver = new Resolver({ timeout: deadlineMs, tries: 1 });
  return inTime('resolve', ask(resolver)).finally(() => resolver.cancel());
};

const inTime = async <T>(what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error(`${what}: nothing within ${deadlineMs} ms`), { name: 'TimeoutError' }));
    }, deadlineMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};
