import type { Target } from '../contract/touch.ts';
import type { CacheConnection } from './network.ts';

/** What a server says before it closes a connection too many. */
export const full = /^-?(ERR max number of clients(?: reached)?)/;

/**
 * One command alone, and its answer, before any others: a full server that closes at once would break several writes
 * before its word was read. A node that refuses PING for whatever reason is there, and will say so again. Of a refused AUTH
 * nothing is kept that could be its password.
 */
export const firstWord = async (
  connection: Pick<CacheConnection, 'call'>,
  { credentials }: Pick<Target, 'credentials'>,
): Promise<void> => {
  if (credentials) {
    const { username, password } = credentials;
    await connection.call('AUTH', ...(username === undefined ? [] : [username]), password).catch(forgetting(password));
    return;
  }
  await connection.call('PING').catch((error: unknown) => {
    const { name, message } = Object(error);
    if (name !== 'ReplyError' || full.test(message)) throw error;
  });
};

/**
 * A server that knows no AUTH quotes its arguments in its refusal ("unknown command 'AUTH', with args beginning with: …"),
 * and whatever else listens there may say anything: only the first word of it is kept, unless the password holds that too.
 */
const forgetting =
  (password: string) =>
  (error: unknown): never => {
    const { name, message } = Object(error);
    if (name !== 'ReplyError') throw error;
    const isFull = full.exec(message)?.[1];
    const [word = 'ERR'] = /^-?[A-Z][A-Z0-9_]*\b/.exec(message) ?? [];
    const kept = password.includes(word) ? 'ERR' : word;
    throw Object.assign(new Error(isFull ?? `${kept} the cache refused AUTH`), { name: 'ReplyError' });
  };
