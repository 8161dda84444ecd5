import fc from 'fast-check';
import { poisonText } from '../arbitraries.ts';
import { shapedReply } from '../cache-replies.ts';
import { canarySecret } from '../samples.ts';
import { type Bytes, bytesOf, resp, soundReply } from './resp.ts';
import type { Saying } from './resp-server.ts';

const commands = ['AUTH', 'PING', 'INFO', 'GET', 'DBSIZE', 'SET', 'DEL', 'ROLE', 'CLUSTER'] as const;
const lengths = [
  '-1',
  '-2',
  '0',
  '1',
  '3',
  '16384',
  '33000000',
  '2147483648',
  '4294967296',
  '10000000000',
  '99999999999999999999',
];
const noLengths = ['', 'x', '+1', '1e3', '0x10', '1.5', ' 1', '1 ', '-', '-0', '\u0000', '?'];
const length = fc.constantFrom(...lengths, ...noLengths);
/** RESP3, which nobody asked for, sound and not; the streamed forms too. */
const foreign: readonly Bytes[] = [
  '_\r\n',
  '#t\r\n',
  '#x\r\n',
  ',1.5\r\n',
  ',inf\r\n',
  '(3492890328409238509324850943850943825024385\r\n',
  '!5\r\nERR a\r\n',
  '=7\r\ntxt:abc\r\n',
  '=1\r\na\r\n',
  '%1\r\n$9\r\n__proto__\r\n%1\r\n$8\r\npolluted\r\n:1\r\n',
  '%33000000\r\n',
  '~2\r\n:1\r\n:1\r\n',
  '|1\r\n+a\r\n+b\r\n',
  '$?\r\n;3\r\nabc\r\n;0\r\n',
  '*?\r\n:1\r\n.\r\n',
  '>0\r\n',
  '>1\r\n_\r\n',
  '>1\r\n$9\r\nsubscribe\r\n',
  '>3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n',
  '>3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nb\r\n',
  '>2\r\n$10\r\ninvalidate\r\n*-1\r\n',
  '>33000000\r\n',
];
/** Sound, but said where nobody asked. */
const unasked: readonly Bytes[] = ['$-1\r\n', '*-1\r\n', '*0\r\n', '+OK\r\n', ':1\r\n', '*1\r\n$-1\r\n', '-ERR x\r\n'];
const words = [
  'ERR',
  'NOAUTH',
  'READONLY You',
  'LOADING',
  'MOVED 1 evil.example:6379',
  'ERR max number of clients',
  '',
];

const refusal = fc
  .tuple(fc.constantFrom(...words), fc.oneof(poisonText, fc.constant(`with args beginning with: '${canarySecret}'`)))
  .map(([word, text]) => `-${word} ${bytesOf(text)}\r\n`);
const deep = fc
  .tuple(fc.constantFrom(1, 7, 9, 100, 5_000), fc.constantFrom('', ':1\r\n', '$-1\r\n'))
  .map(([depth, leaf]) => `${'*1\r\n'.repeat(depth)}${leaf}`);
const header = fc
  .tuple(fc.constantFrom('*', '$', '*1\r\n*', ':'), length, fc.nat(4), fc.constantFrom('', 'abc\r\n', ':1\r\n'))
  .map(([type, size, again, rest]) => `${`${type}${size}\r\n`.repeat(again + 1)}${rest}`);

/** Sound bytes with one damage: cut, a line end that is none, a byte changed, put in or said twice. */
const damaged = (sound: Bytes): fc.Arbitrary<Bytes> =>
  fc.oneof(
    fc.nat(sound.length).map((end) => sound.slice(0, end)),
    fc.constantFrom('\n', '\r', '', '\r\r\n', '\n\r').map((end) => sound.replace('\r\n', end)),
    fc.tuple(fc.nat(sound.length), fc.nat(255), fc.nat(1)).map(([at, byte, over]) => {
      return `${sound.slice(0, at)}${String.fromCharCode(byte)}${sound.slice(at + over)}`;
    }),
    fc.constant(sound + sound),
  );

const replyTo = (command: string): fc.Arbitrary<Bytes> =>
  shapedReply(command).map((reply) => resp('value' in reply ? reply.value : null));

const shapedBytes = (command: string): fc.Arbitrary<Bytes> =>
  fc.oneof(
    { weight: 4, arbitrary: damaged(soundReply(command)) },
    { weight: 3, arbitrary: replyTo(command) },
    { weight: 3, arbitrary: replyTo(command).chain(damaged) },
    { weight: 2, arbitrary: refusal },
    { weight: 2, arbitrary: header },
    { weight: 1, arbitrary: deep },
    { weight: 2, arbitrary: fc.constantFrom(...foreign) },
    { weight: 1, arbitrary: fc.constant(`+${canarySecret}\r\n`) },
  );

const anyByte = fc.nat(255).map((byte) => String.fromCharCode(byte));
/** Random bytes, half of them of what RESP is made of; seldom more than a socket takes at once. */
export const rawBytes: fc.Arbitrary<Bytes> = fc.oneof(
  {
    weight: 60,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom('\r\n', '*', '$', ':', '+', '-', '>', '1', '9', '-1'), anyByte), {
        maxLength: 40,
      })
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('+', 'x', '\r\n', '*1\r\n', '+a\r\n').map((part) => part.repeat(300_000)) },
);

const repliesOf = (bytesFor: (command: string) => fc.Arbitrary<Bytes>): fc.Arbitrary<Saying['replies']> =>
  fc
    .array(
      fc.constantFrom(...commands).chain((command) => bytesFor(command).map((bytes) => [command, bytes] as const)),
      { minLength: 1, maxLength: 3 },
    )
    .map((entries) => Object.fromEntries(entries));

const sayingOf = (bytesFor: (command: string) => fc.Arbitrary<Bytes>, aside: fc.Arbitrary<Bytes>) => {
  const seldom = fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: aside });
  return fc.record({
    replies: repliesOf(bytesFor),
    greeting: seldom,
    extra: seldom,
    atOnce: fc.constantFrom(1, 2, 3, 7, 1_000_000, 1_000_000),
    // Silence costs the whole of a deadline.
    fate: fc.oneof(
      { weight: 12, arbitrary: fc.constant('ends' as const) },
      { weight: 3, arbitrary: fc.constant('resets' as const) },
      { weight: 1, arbitrary: fc.constant('stays' as const) },
    ),
    answers: fc.integer({ min: 1, max: 10 }),
  });
};

export const shapedSaying: fc.Arbitrary<Saying> = sayingOf(
  shapedBytes,
  fc.oneof(refusal, fc.constantFrom(...foreign, ...unasked)),
);
export const rawSaying: fc.Arbitrary<Saying> = sayingOf(() => rawBytes, rawBytes);
