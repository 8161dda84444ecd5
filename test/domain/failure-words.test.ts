import { expect, test } from '@jest/globals';
import { sentenceOf } from '../../functions/domain/caught-error.ts';
import { darknessOf, look } from '../../functions/domain/darkness.ts';
import { cacheFailureOf } from '../../functions/domain/redis-errors.ts';
import { replicationOfInfo } from '../../functions/domain/replication.ts';

const status = (httpStatusCode: unknown) => ({ $metadata: { httpStatusCode } });

test.each([
  [399, 'unknown'],
  [400, 'refused'],
  [499, 'refused'],
  [500, 'dark'],
  [599, 'dark'],
  [600, 'unknown'],
  ['none', 'unknown'],
] as const)('a status of %s is %s', (code, expected) => {
  expect(darknessOf(status(code))).toBe(expected);
});

test.each([
  ['TooManyRequestsException', 'refused'],
  ['NotTooManyRequests', 'dark'],
  ['RequestLimitExceeded', 'refused'],
  ['RequestLimitExceededByUs', 'dark'],
  ['OurRequestLimitExceeded', 'dark'],
  ['SlowDown', 'refused'],
  ['SlowDownload', 'dark'],
  ['VerySlowDown', 'dark'],
  ['PriorRequestNotComplete', 'refused'],
  ['PriorRequestNotCompleted', 'dark'],
  ['NoPriorRequestNotComplete', 'dark'],
  ['requestThrottled', 'refused'],
] as const)('%s with 503 is %s', (name, expected) => {
  expect(darknessOf({ name, ...status(503) })).toBe(expected);
});

test.each([
  ['null', null],
  ['a function', () => 'x'],
  ['a name that is no text', { name: ['throttled'] }],
  ['a code that is no text', { code: ['ECONNREFUSED'] }],
  ['a code that is nothing', { code: undefined }],
  ['errors that are no list', { errors: 'ECONNREFUSED' }],
  ['metadata that is nothing', { $metadata: null }],
  ['metadata that is a text', { $metadata: 'httpStatusCode' }],
  ['metadata without a status', { $metadata: {} }],
])('%s says nothing', (_, error) => {
  expect(darknessOf(error)).toBe('unknown');
});

test.each<[string, unknown]>([
  ['boom', 'boom'],
  ['null', null],
  ['undefined', undefined],
  ['[object Object]', {}],
  ['7', 7],
  ['Error: no message', { message: '' }],
  ['Error: first', { message: 'first\nsecond' }],
  ['Odd: 3', { name: 'Odd', message: 3 }],
  ['Error: m', { name: 3, message: 'm' }],
])('a look tells %s', async (detail, thrown) => {
  await expect(look(() => Promise.reject(thrown))).resolves.toEqual({ outcome: 'unknown', detail });
});

test('a look tells no more than 300 characters', async () => {
  const long = 'x'.repeat(400);
  await expect(look(() => Promise.reject(long))).resolves.toMatchObject({ detail: 'x'.repeat(300) });
  await expect(look(() => Promise.reject(new Error(long)))).resolves.toMatchObject({
    detail: `Error: ${'x'.repeat(293)}`,
  });
});

test.each([
  [undefined, 'no cause was given'],
  ['as it stands', 'as it stands'],
  ['{"errorMessage":"inside"}', 'inside'],
  ['{"errorMessage":7}', '7'],
  ['{}', '{}'],
  ['null', 'null'],
  ['"errorMessage"', '"errorMessage"'],
  ['7', '7'],
] as const)('the sentence of a cause %j is "%s"', (Cause, sentence) => {
  expect(sentenceOf({ Error: 'Any', ...(Cause !== undefined && { Cause }) })).toBe(sentence);
});

const reply = (message: string) => ({ name: 'ReplyError', message });
test.each<[unknown, object]>([
  [reply('OOM too much'), { reach: 'alive', refusal: 'OOM', detail: 'ReplyError: OOM too much' }],
  [reply('the word OOM comes late'), { reach: 'alive', refusal: 'ERR', detail: 'ReplyError: the word OOM comes late' }],
  ['Connection is closed.', { reach: 'unreachable', detail: 'Error: Connection is closed.' }],
  ['was: Connection is closed.', { reach: 'unknown', detail: 'Error: was: Connection is closed.' }],
  [{ message: "Stream isn't writeable" }, { reach: 'unreachable', detail: "Error: Stream isn't writeable" }],
  [{ errors: 'none' }, { reach: 'unknown', detail: 'Error: ' }],
  [{ errors: [{ code: 'ECONNREFUSED' }, { code: 'EMFILE' }] }, { reach: 'unknown', detail: 'Error: ' }],
  [undefined, { reach: 'unknown', detail: 'Error: ' }],
  [{ code: 'ECONNREFUSED' }, { reach: 'unreachable', detail: 'Error: ' }],
])('of a cache, %j says %j', (error, expected) => {
  const { detail, ...rest } = cacheFailureOf(error);
  expect({ ...rest, detail: `${detail} `.trim() }).toEqual({
    ...expected,
    detail: String(Object(expected).detail).trim(),
  });
});

test('of a cache no more than 200 characters are told', () => {
  expect(cacheFailureOf(new Error('x'.repeat(300))).detail).toBe(`Error: ${'x'.repeat(193)}`);
});

test.each([
  ['', { role: 'unknown' }],
  ['role:master', { role: 'master' }],
  ['role:master\r\nmaster_replid:a', { role: 'master' }],
  ['role:master\r\nmaster_repl_offset:7', { role: 'master' }],
  ['role:master\r\nmaster_replid:a\r\nmaster_repl_offset:', { role: 'master' }],
  [
    'role:slave\nmaster_replid:a\nslave_repl_offset:7\nmaster_repl_offset:9',
    { role: 'slave', offset: { stream: 'a', position: 7 } },
  ],
] as const)('INFO %j is read as %j', (info, expected) => {
  expect(replicationOfInfo(info)).toEqual(expected);
});
