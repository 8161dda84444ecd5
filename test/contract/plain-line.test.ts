import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainLine, shortLine } from '../../functions/contract/plain-line.ts';

test.each([
  ['C0 and line ends', 'a\r\nb\u0000c', 'a b c'],
  ['C1', 'a\u009bb', 'a b'],
  ['separators', 'a\u2028b\u2029c', 'a b c'],
  ['text that is reordered', 'a\u202Eb\u2066c\u200Fd', 'a b c d'],
  ['a byte order mark', '\uFEFFa', ' a'],
  ['halves of characters', 'a\uD800b\uDC00', 'a b '],
  ['what people write', 'grün, \u{1F4A3} – "quoted"', 'grün, \u{1F4A3} – "quoted"'],
])('%s', (_, text, plain) => {
  expect(plainLine(text)).toBe(plain);
});

test('cut text says how long it was, and ends in no half of a character', () => {
  expect(shortLine('x'.repeat(10), 10)).toBe('x'.repeat(10));
  expect(shortLine('\u{1F4A3}'.repeat(10), 5)).toBe('\u{1F4A3}\u{1F4A3}… 20 characters in all');
});

test('whatever it is given, no unsafe character is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, most) => {
      expect(shortLine(text, most)).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/u);
    }),
  );
});
