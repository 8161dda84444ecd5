import { expect, test } from '@jest/globals';
import { cacheFailureOf } from '../../../functions/domain/redis-errors.ts';

const reply = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' });
const coded = (code: string) => Object.assign(new Error('any'), { code });
const named = (name: string) => Object.assign(new Error('any'), { name });

test.each([
  ["READONLY You can't write against a read only replica.", 'READONLY'],
  ["-READONLY You can't write against a read only replica.", 'READONLY'],
  ['ERR Error running script: @user_script: -READONLY You cannot write', 'READONLY'],
  ["ERR You can't write against a read only slave.", 'READONLY'],
  ['LOADING Redis is loading the dataset in memory', 'LOADING'],
  ['OOM command not allowed', 'OOM'],
  ['NOAUTH Authentication required.', 'NOAUTH'],
  ['WRONGPASS invalid username-password pair', 'WRONGPASS'],
  ['NOPERM this user has no permissions', 'NOPERM'],
  ['BUSY Redis is busy running a script', 'BUSY'],
  ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", 'MASTERDOWN'],
  ['CLUSTERDOWN The cluster is down', 'CLUSTERDOWN'],
  ['MOVED 1 127.0.0.1:6379', 'MOVED'],
  ['ERR max number of clients reached', 'MAXCLIENTS'],
  ['ERR unknown command', 'ERR'],
  ['something odd', 'ERR'],
])('the server said "%s": alive, %s', (message, refusal) => {
  expect(cacheFailureOf(reply(message))).toMatchObject({ reach: 'alive', refusal });
});

test.each([
  coded('ECONNREFUSED'),
  coded('ECONNRESET'),
  coded('ETIMEDOUT'),
  coded('ENOTFOUND'),
  coded('EHOSTUNREACH'),
  coded('EAI_AGAIN'),
  coded('EAI_FAIL'),
  coded('EAI_NODATA'),
  coded('EAI_NONAME'),
  coded('ECONNABORTED'),
  coded('EHOSTDOWN'),
  coded('ENETDOWN'),
  coded('ENETUNREACH'),
  coded('ENODATA'),
  coded('EPIPE'),
  coded('EPROTO'),
  coded('ERR_TLS_CERT_ALTNAME_INVALID'),
  coded('CERT_HAS_EXPIRED'),
  named('TimeoutError'),
  new Error('Connection is closed.'),
  new AggregateError([coded('ECONNREFUSED'), coded('ETIMEDOUT')]),
])('%s is unreachable, without a refusal', (error) => {
  expect(cacheFailureOf(error)).toEqual({ reach: 'unreachable', detail: expect.any(String) });
});

test.each([
  new Error('Protocol error, got "H" as reply type byte. Please report this.'),
  new AggregateError([coded('ECONNREFUSED'), coded('EMFILE')]),
  coded('EMFILE'),
  new TypeError('x is not a function'),
  'ECONNREFUSED',
  undefined,
])('%s says nothing', (error) => {
  expect(cacheFailureOf(error)).toEqual({ reach: 'unknown', detail: expect.any(String) });
});

test('an error is told by its name and message, whatever it lacks', () => {
  expect(cacheFailureOf(coded('ECONNRESET')).detail).toBe('Error: any');
  expect(cacheFailureOf('odd').detail).toBe('Error: odd');
  for (const nothing of [undefined, null, {}, 7]) expect(cacheFailureOf(nothing).detail).toBe('Error: ');
});

test('a list of failures counts only if it is one', () => {
  expect(cacheFailureOf({ name: 'TimeoutError', errors: 'none' })).toMatchObject({ reach: 'unreachable' });
  expect(cacheFailureOf({ name: 'TimeoutError', errors: [{}] })).toMatchObject({ reach: 'unknown' });
});
