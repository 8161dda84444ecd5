import { plainLine } from '../contract/plain-line.ts';
import type { Look } from '../ports.ts';
import { isNetworkFailure } from './network-failure.ts';

/** What a failed call says about the other side: dark, alive but refusing, or nothing. */
export type Darkness = 'dark' | 'refused' | 'unknown';

/** Refusals for being asked too often come as 4xx from most services and as 503 from some: alive either way. */
const throttled = /throttl|^TooManyRequests|^RequestLimitExceeded$|^SlowDown$|^PriorRequestNotComplete$/i;

/**
 * What a failed AWS call says about the Region. Only an observation counts as dark: no connection, no TLS, no name, no
 * answer in time, or 5xx. 4xx, denied and throttled is an answer. Anything else, our own faults included, is unknown.
 */
export const darknessOf = (error: unknown): Darkness => {
  if (typeof error !== 'object' || error === null) return 'unknown';

  const { name, code, status, parts } = shapeOf(error);
  if (name !== undefined && throttled.test(name)) return 'refused';
  if (status !== undefined) return darknessOfStatus(status);
  if (parts.length > 0) return parts.every((part) => darknessOf(part) === 'dark') ? 'dark' : 'unknown';
  if (name === 'TimeoutError' || (code !== undefined && isNetworkFailure(code))) return 'dark';
  return 'cause' in error ? darknessOf(error.cause) : 'unknown';
};

/** Looks once, and turns whatever is thrown into what it says about the other side. Never rejects. */
export const look = async <T>(ask: () => Promise<T>): Promise<Look<T>> => {
  try {
    return { outcome: 'answered', value: await ask() };
  } catch (error) {
    return { outcome: darknessOf(error), detail: oneSentence(error) };
  }
};

/** An answer that could not be read carries its status too: a 200 that makes no sense says nothing. */
const darknessOfStatus = (status: number): Darkness => {
  if (status >= 500 && status <= 599) return 'dark';
  return status >= 400 && status <= 499 ? 'refused' : 'unknown';
};

/** The members of an SDK or Node error that matter here, where they have the expected type. */
const shapeOf = (error: object) => ({
  name: 'name' in error && typeof error.name === 'string' ? error.name : undefined,
  code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
  status: '$metadata' in error ? statusIn(error.$metadata) : undefined,
  // Of several addresses tried, each has its own failure.
  parts: 'errors' in error && Array.isArray(error.errors) ? error.errors : [],
});

const statusIn = (metadata: unknown): number | undefined =>
  typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? Number(metadata.httpStatusCode) || undefined
    : undefined;

const oneSentence = (error: unknown): string => {
  if (typeof error !== 'object' || error === null || !('message' in error))
    return plainLine(String(error).slice(0, 300));
  const first = String(error.message).split('\n', 1).join();
  return plainLine(`${shapeOf(error).name ?? 'Error'}: ${first || 'no message'}`.slice(0, 300));
};
