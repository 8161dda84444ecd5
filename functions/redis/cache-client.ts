import net from 'node:net';
import { Redis } from 'ioredis';
import type { Target } from '../contract/touch.ts';
import { full } from './first-word.ts';
import { guardedConnector } from './guarded-connector.ts';
import type { CacheConnection, Node } from './network.ts';
import { ReplyGuard } from './reply-guard.ts';
import { within } from './within.ts';

/**
 * ioredis without anything it does by itself: no retry, no queue, no reconnection, no command of its own. Credentials
 * are sent as a plain command, so that a refusal of them is an answer like any other.
 */
export const cacheClient = (node: Node, { target, deadlineMs }: { target: Target; deadlineMs: number }) => {
  const guard = new ReplyGuard();
  const client = new Redis(optionsOf(node, { target, deadlineMs, guard }));
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
  const explained = (error: unknown): never => {
    throw bare(error, { why, password: target.credentials?.password });
  };

  const connection: CacheConnection & { ready: () => Promise<void> } = {
    ready: () => client.connect().catch(explained),
    call: (command, ...args) => {
      guard.ask();
      return within(deadlineMs, command, client.call(command, ...args).catch(explained));
    },
    close: () => client.disconnect(),
  };
  return connection;
};

const optionsOf = (
  { host, port, servername }: Node,
  { target, deadlineMs, guard }: { target: Target; deadlineMs: number; guard: ReplyGuard },
) => {
  const { tls, ca } = target;
  // A certificate's server is named, never numbered.
  const secure = tls && { tls: { ...(net.isIP(servername) === 0 && { servername }), ...(ca && { ca }) } };
  return {
    ...secure,
    Connector: guardedConnector({ host, port, ...secure }, guard),
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
  } as const;
};

/**
 * A copy without the command that failed, which ioredis attaches: it may be AUTH with its password. Nor does its text
 * hold the password, whatever a server quotes, and at whichever command.
 */
const bare = (error: unknown, { why, password }: { why: Error | undefined; password: string | undefined }): Error => {
  const { name, message, code } = Object(Object(error).name === 'ReplyError' ? error : (why ?? error));
  const text = password ? String(message).replaceAll(password, '[redacted]') : String(message);
  return Object.assign(new Error(text), { name: String(name), ...(code !== undefined && { code }) });
};
