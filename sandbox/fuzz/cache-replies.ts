import fc from 'fast-check';
import { poisonText, poisonValue } from './arbitraries.ts';
import { info, type Replies, type Reply } from './hostile-cache.ts';
import { poisonNumbers } from './poison.ts';
import { east, endpointOf, west } from './samples.ts';

const commands = ['INFO', 'GET', 'DBSIZE', 'SET', 'DEL', 'ROLE', 'CLUSTER'] as const;
const words = [
  'READONLY You',
  'LOADING',
  'NOAUTH',
  'OOM',
  'MOVED 1 evil.example:6379',
  'ERR',
  'WRONGTYPE',
  '-BUSY',
  '',
];
const refusal: fc.Arbitrary<Reply> = fc
  .tuple(fc.constantFrom(...words), poisonText)
  .map(([word, text]) => ({ error: `${word} ${text}` }));
const broken: fc.Arbitrary<Reply> = fc
  .constantFrom('ECONNRESET', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'constructor')
  .map((code) => ({ code }));
const number = fc.oneof(fc.constantFrom(...poisonNumbers), fc.integer(), fc.double());
const slots = fc.array(
  fc.oneof(
    fc.tuple(number, number, fc.tuple(poisonText, number)),
    fc.tuple(fc.nat(16_383), fc.nat(16_383), fc.tuple(fc.constantFrom('', '?', '10.0.0.9'), fc.nat(65_535))),
    poisonValue,
  ),
  { maxLength: 4 },
);
export const shapedReply = (command: string): fc.Arbitrary<Reply> => {
  switch (command) {
    case 'INFO':
      return fc
        .tuple(fc.constantFrom('master', 'slave', 'sentinel'), fc.oneof(number, poisonText), fc.option(poisonText))
        .map(([role, offset, stream]) => ({ value: info(role, offset, stream ?? undefined) }));
    case 'GET':
      return fc
        .tuple(fc.oneof(number, poisonValue), fc.oneof(number, poisonValue))
        .map(([writtenAt, count]) => ({ value: JSON.stringify({ writtenAt, count }) }));
    case 'CLUSTER':
      return slots.map((value) => ({ value }));
    default:
      return number.map((value) => ({ value }));
  }
};
export const repliesOf = (replyOf: (command: string) => fc.Arbitrary<Reply>): fc.Arbitrary<Replies> =>
  fc
    .array(
      fc
        .constantFrom(...commands)
        .chain((command) =>
          fc
            .oneof(
              { weight: 4, arbitrary: replyOf(command) },
              { weight: 1, arbitrary: refusal },
              { weight: 1, arbitrary: broken },
            )
            .map((reply) => [command, reply] as const),
        ),
      { minLength: 1, maxLength: 3 },
    )
    .map((entries) => Object.fromEntries(entries));

export const epochText = fc.oneof(
  fc
    .tuple(fc.oneof(fc.nat(), fc.constantFrom(...poisonNumbers)), fc.constantFrom(east, west, 'us-\u0435ast-1'))
    .map(([counter, region]) => `${counter} ${region}`),
  poisonText,
);
export const hostText = fc.oneof(
  fc.constantFrom(endpointOf(east), endpointOf(west), `${endpointOf(east)}.`, endpointOf(east).toUpperCase()),
  poisonText,
);
