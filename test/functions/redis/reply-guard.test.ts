import { expect, test } from '@jest/globals';
import { ReplyGuard } from '../../../functions/redis/reply-guard.ts';

/** The first problem of these bytes, whole or byte by byte, after so many commands. */
const problemOf = (text: string, { asked, atOnce }: { asked: number; atOnce: number }): string | undefined => {
  const guard = new ReplyGuard();
  for (let command = 0; command < asked; command += 1) guard.ask();
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += atOnce) {
    const problem = guard.check(bytes.subarray(at, at + atOnce));
    if (problem !== undefined) return problem;
  }
  return undefined;
};

const pieces = [1, 2, 3, 7, 100_000];

test.each<[string, number, string]>([
  ['PONG', 1, '+PONG\r\n'],
  ['a refusal, also an empty one', 2, "-ERR unknown command 'AUTH'\r\n-\r\n"],
  ['numbers', 2, ':-1\r\n:9223372036854775807\r\n'],
  ['a text with line ends in it', 1, '$8\r\na\r\nb\nc\rd\r\n'],
  ['an empty text and one that is not there', 2, '$0\r\n\r\n$-1\r\n'],
  ['an empty list, and none', 2, '*0\r\n*-1\r\n'],
  ['slots', 1, '*1\r\n*3\r\n:0\r\n:16383\r\n*4\r\n$8\r\n10.0.0.1\r\n:6379\r\n$1\r\na\r\n*0\r\n'],
  ['a list as long as there are slots', 1, `*16384\r\n${':1\r\n'.repeat(16_384)}`],
  ['less than was asked', 3, '+PONG\r\n'],
  ['a refusal before anything was asked', 0, '-ERR max number of clients reached\r\n'],
])('%s may pass, in whatever pieces', (_, asked, text) => {
  for (const atOnce of pieces) expect(problemOf(text, { asked, atOnce })).toBeUndefined();
});

// As soon as the client would act on it: at half a line end, or at a first byte.
test.each<[string, string, string]>([
  ['another protocol', 'HTTP/1.1 400 Bad Request\r\n', 'it does not speak RESP2'],
  ['a first byte that starts nothing, without waiting for more', 'x', 'it does not speak RESP2'],
  ['the null of RESP3', '_\r\n', 'it does not speak RESP2'],
  ['a push', '>1\r\n_\r\n', 'it does not speak RESP2'],
  ['a foreign item in a list', '*1\r\n%1\r\n', 'it does not speak RESP2'],
  ['an answer too many', '$-1\r\n$', 'it answered what nobody asked'],
  ['a line that ends by half', '+PONG\n', 'a line did not end where it must'],
  ['a line with half an end in it', '+PO\rNG\r\n', 'a line did not end where it must'],
  ['a text that is longer than it said', '$3\r\nabcd\r\n', 'a text did not end where it said'],
  ['a text that ends by half', '$3\r\nabc\nx', 'a line did not end where it must'],
  ['a negative length', '$-5\r\n', 'a length is none'],
  ['a length with a sign', '*+5\r\n', 'a length is none'],
  ['a length beyond numbers', `$${'9'.repeat(20)}\r\n`, 'a length is none'],
  ['a number with a space behind it', ':1 \r\n', 'a number is none'],
  ['half a number', ':1.5\r\n', 'a number is none'],
  ['more text than any answer has', '$16777217\r', 'it announced more text than any answer has'],
  ['more items than any answer has', '*1000001\r', 'it announced more items than any answer has'],
  ['the same in parts', '*600000\r\n*600000\r', 'it announced more items than any answer has'],
  ['depth', '*1\r\n'.repeat(9), 'its lists are nested too deep'],
  ['a line without end', `+${'x'.repeat(70_000)}`, 'a line did not end where it must'],
])('%s may not, in whatever pieces', (_, text, problem) => {
  for (const atOnce of pieces) expect(problemOf(text, { asked: 1, atOnce })).toMatch(problem);
});

test('more bytes than any answer takes may not', () => {
  const guard = new ReplyGuard();
  guard.ask();
  guard.ask();
  const text = Buffer.alloc(12 * 2 ** 20, 'x');
  const said = [Buffer.from(`$${text.length}\r\n`), text, Buffer.from('\r\n')];
  expect(said.map((chunk) => guard.check(chunk))).toEqual([undefined, undefined, undefined]);
  expect(said.map((chunk) => guard.check(chunk))).toContain('it said more than any answer takes');
});
