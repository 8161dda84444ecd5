import { expect, test } from '@jest/globals';
import { summary } from '../../../functions/middleware/summary.ts';

test('keeps what may be read, and no secret under any of its names', () => {
  const value = {
    datastore: 'sessions',
    local: { target: { host: 'h', credentials: { password: 'hunter2' } } },
    authToken: 'hunter2',
    list: [{ Password: 'hunter2' }],
  };

  expect(summary(value)).toEqual({
    datastore: 'sessions',
    local: { target: { host: 'h', credentials: '[redacted]' } },
    authToken: '[redacted]',
    list: [{ Password: '[redacted]' }],
  });
});

test('no control characters, no forged lines', () => {
  expect(summary('a\r\nb\u001b[31mc\u009bd\u2028e')).toBe('a b [31mc d e');
  expect(summary({ 'k\ney': 1 })).toEqual({ 'k ey': 1 });
});

test('long things are cut, with their length', () => {
  expect(summary('x'.repeat(1000))).toMatch(/^x{300}… 1000 characters in all$/);
  expect(summary(Array.from({ length: 25 }, () => 1))).toHaveLength(21);
});

test('is total', () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  for (const value of [cycle, new Date(Number.NaN), 1n, undefined, null, Symbol('s'), () => 1])
    expect(() => JSON.stringify(summary(value))).not.toThrow();
});

test('nothing that reorders or halves what people read', () => {
  expect(summary('a\u202Eb\uFEFFc\uD800')).toBe('a b c ');
});

test('an object of very many members is cut, with their number', () => {
  const many = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`member${index}`, index]));
  expect(Object.keys(Object(summary(many)))).toHaveLength(51);
  expect(summary(many)).toMatchObject({ member0: 0, '…': '60000 members in all' });
});
