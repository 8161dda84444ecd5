/** Codes of Node's network and TLS errors that say: no name, no connection, or none that stood. */
const codes: ReadonlySet<string> = new Set([
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
  'ENODATA',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
  'ETIMEDOUT',
]);
const families = /^(ERR_TLS_|ERR_SSL_|UND_ERR_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

/** Whether an error's code says that the other side could not be reached, rather than what it answered. */
export const isNetworkFailure = (code: string): boolean => codes.has(code) || families.test(code);
