import type { Look } from '../ports.ts';

/** What a failed call says about the other side: dark, alive but refusing, or nothing. */
export type Darkness = 'dark' | 'refused' | 'unknown';

/** Codes of Node's network and TLS errors that say: no name, no connection, or none that stood. */
const darkCodes: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
  'ETIMEDOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const darkCodePrefixes = ['ERR_TLS_', 'ERR_SSL_', 'UND_ERR_'];

/** `TimeoutError`: a deadline of ours passed. `AbortError`: a call was given up for the same reason. */
const darkNames: ReadonlySet<string> = new Set(['TimeoutError', 'AbortError']);

/**
 * What a failed AWS call says about the Region. Only an observation counts as dark: no connection, no TLS, no name, no
 * answer in time, or 5xx. 4xx, denied and throttled is an answer. Anything else, our own faults included, is unknown.
 */
export const darknessOf = (error: unknown): Darkness => {
  const { code, name, status, inner } = shape(error);

  // An answer that could not be read: whatever its status, nothing it said can be trusted.
  if (name === 'SyntaxError' || 'deserialization' in shape(error)) return 'unknown';
  if (status !== undefined) return byStatus(status);
  if (code !== undefined && isDarkCode(code)) return 'dark';
  if (name !== undefined && darkNames.has(name)) return 'dark';
  if (inner.length === 0) return 'unknown';
  return inner.every((one) => darknessOf(one) === 'dark') ? 'dark' : 'unknown';
};
