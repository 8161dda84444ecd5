import { expect, test } from '@jest/globals';
import { type Darkness, darknessOf, look } from '../../../functions/domain/darkness.ts';

const named = (name: string, more: object = {}) => Object.assign(new Error('any'), { name, ...more });
const coded = (code: string) => Object.assign(new Error('any'), { code });
const answered = (httpStatusCode: number, name = 'AnyFault') => named(name, { $metadata: { httpStatusCode } });
const all = (...errors: unknown[]) => new AggregateError(errors);

test.each<[Darkness, string, unknown]>([
  ['dark', 'a deadline passed', named('TimeoutError')],
  ['dark', 'a connection deadline passed', named('TimeoutError', { $metadata: { attempts: 1 } })],
  ['dark', 'refused connection', coded('ECONNREFUSED')],
  ['dark', 'reset', named('TimeoutError', { code: 'ECONNRESET' })],
  ['dark', 'no name', coded('ENOTFOUND')],
  ['dark', 'no resolver', coded('EAI_AGAIN')],
  ['dark', 'no route', coded('EHOSTUNREACH')],
  ['dark', 'no TLS', coded('ERR_TLS_CERT_ALTNAME_INVALID')],
  ['dark', 'broken TLS', coded('ERR_SSL_WRONG_VERSION_NUMBER')],
  ['dark', 'every address failed', all(coded('ETIMEDOUT'), coded('ENETUNREACH'))],
  ['dark', 'fetch failed for a reason', new TypeError('fetch failed', { cause: coded('ECONNREFUSED') })],
  ['dark', '500', answered(500, 'InternalFailure')],
  ['dark', '503', answered(503, 'ServiceUnavailable')],
  ['dark', '503 as a page of HTML', named('SyntaxError', { $metadata: { httpStatusCode: 503 } })],
  ['refused', 'throttled with 400', answered(400, 'ThrottlingException')],
  ['refused', 'throttled with 429', answered(429, 'TooManyRequestsException')],
  ['refused', 'throttled with 503', answered(503, 'SlowDown')],
  ['refused', 'denied', answered(403, 'AccessDenied')],
  ['refused', 'expired', answered(403, 'ExpiredToken')],
  ['refused', 'not found', answered(404, 'GlobalReplicationGroupNotFoundFault')],
  ['unknown', 'a 200 that makes no sense', named('SyntaxError', { $metadata: { httpStatusCode: 200 } })],
  ['unknown', 'a 200 cut off', Object.assign(coded('ECONNRESET'), { $metadata: { httpStatusCode: 200 } })],
  ['unknown', 'a redirect', answered(301)],
  ['unknown', 'given up by ourselves', named('AbortError')],
  ['unknown', 'no credentials of our own', named('CredentialsProviderError')],
  ['unknown', 'no file handle of our own', coded('EMFILE')],
  ['unknown', 'addresses failed in different ways', all(coded('ETIMEDOUT'), coded('EMFILE'))],
  ['unknown', 'no address at all', all()],
  ['unknown', 'a bug', new TypeError('x is not a function')],
  ['unknown', 'a text', 'ECONNREFUSED'],
  ['unknown', 'nothing', undefined],
])('%s: %s', (expected, _, error) => {
  expect(darknessOf(error)).toBe(expected);
});

test('a look never rejects, and says in one line what happened', async () => {
  const failing = look(() => Promise.reject(Object.assign(new Error('connect\n  at x'), { code: 'ECONNREFUSED' })));

  await expect(failing).resolves.toEqual({ outcome: 'dark', detail: 'Error: connect' });
  await expect(
    look(() => {
      throw new Error('before it asked');
    }),
  ).resolves.toMatchObject({ outcome: 'unknown' });
  await expect(look(async () => 7)).resolves.toEqual({ outcome: 'answered', value: 7 });
});
