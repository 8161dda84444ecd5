import { plainLine } from '../contract/plain-line.ts';
import type { Reach } from '../contract/touch.ts';
import { isNetworkFailure } from './network-failure.ts';

/** What a failed command or connection says about a cache. */
export interface CacheFailure {
  readonly reach: Reach;
  /** The error word of a server's reply, such as READONLY. */
  readonly refusal?: string;
  readonly detail: string;
}

/** How ioredis words a connection that ended under a command. */
const closed = /^(Connection is closed|Stream isn't writeable)/;

/**
 * What a failure says. A server's own error reply, whatever its word (READONLY, LOADING, OOM, NOAUTH, …), is an answer:
 * alive. Only a connection that could not be made, broke, or stayed silent is unreachable; garbage says nothing.
 */
export const cacheFailureOf = (error: unknown): CacheFailure => {
  const { name, message } = textsOf(error);
  const detail = plainLine(`${name}: ${message}`.slice(0, 200));
  if (name === 'ReplyError') return { reach: 'alive', refusal: wordOf(message), detail };
  return { reach: isUnreachable(error) ? 'unreachable' : 'unknown', detail };
};

const isUnreachable = (error: unknown): boolean => {
  const { name, message, code, errors } = textsOf(error);
  // Of several addresses tried, each has its own failure.
  if (errors.length > 0) return errors.every(isUnreachable);
  return name === 'TimeoutError' || closed.test(message) || isNetworkFailure(code);
};

/** An error's members as texts. By shape, not by class: errors come from other realms and packages too. */
const textsOf = (error: unknown) => {
  const { name = 'Error', message = '', code, errors } = Object(error);
  const text = typeof error === 'string' ? error : String(message);
  return { name: String(name), message: text, code: String(code), errors: Array.isArray(errors) ? errors : [] };
};

/** The first word of an error reply; older servers say some things in a sentence after ERR. */
const wordOf = (message: string): string => {
  if (/max number of clients/i.test(message)) return 'MAXCLIENTS';
  // A script's failure carries the word in its text.
  if (/\bREADONLY\b|read only (replica|slave)/i.test(message)) return 'READONLY';
  return /^-?([A-Z][A-Z0-9_]*)\b/.exec(message)?.[1] ?? 'ERR';
};
