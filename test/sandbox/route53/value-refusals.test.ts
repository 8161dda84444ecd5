import { test } from '@jest/globals';
import { type Change, cname, EAST, expectRefused, set, txt, WEST } from './zone-under-test.ts';

const name = (first: string) => `${first}.example.internal.`;
const long = 'x'.repeat(256);
const many = (count: number) => Array.from({ length: count }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
const fat = (count: number) => Array.from({ length: count }, (_, n) => `"${String(n).padEnd(198, 'x')}"`);

test.each<[string, Change[], ...string[]]>([
  [
    'no address',
    [['CREATE', set('b.example.internal', 'A', 'host.example.com')]],
    "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with 'host.example.com''",
  ],
  [
    'an IPv4 address in AAAA',
    [['CREATE', set('b.example.internal', 'AAAA', '10.0.0.1')]],
    "Invalid Resource Record: 'FATAL problem: AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '10.0.0.1''",
  ],
  [
    'a space in a CNAME',
    [['UPSERT', cname('a b')]],
    "Invalid Resource Record: 'FATAL problem: CNAMERRDATANotSingleField (Value contains spaces) encountered with 'a b''",
  ],
  [
    'an empty value',
    [['UPSERT', cname('')]],
    "Invalid Resource Record: 'FATAL problem: CNAMERRDATANotSingleField (Value is empty) encountered with '''",
  ],
  [
    'two values in a CNAME',
    [['UPSERT', set('sessions.example.internal', 'CNAME', EAST, WEST)]],
    `RRSet of type CNAME with DNS name ${name('sessions')} must contain exactly one resource record`,
  ],
  [
    'an unquoted TXT',
    [['CREATE', set('t.example.internal', 'TXT', 'epoch=3')]],
    "Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks) encountered with 'epoch=3''",
  ],
  [
    'an open quote',
    [['CREATE', set('t.example.internal', 'TXT', '"a" "b')]],
    "Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks) encountered with '\"a\" \"b''",
  ],
  [
    'a string of 256',
    [['CREATE', txt(long)]],
    `Invalid Resource Record: 'FATAL problem: CharacterStringTooLong (Value is too long) encountered with '"${long}"''`,
  ],
  [
    'the same value twice',
    [['CREATE', set('b.example.internal', 'A', '10.0.0.1', '10.0.0.1')]],
    "Duplicate Resource Record: '10.0.0.1'",
  ],
  [
    '1001 values',
    [['CREATE', set('m.example.internal', 'A', ...many(1001))]],
    'Number of records limit of 1000 exceeded.',
  ],
  [
    '501 values upserted',
    [['UPSERT', set('m.example.internal', 'A', ...many(501))]],
    'Number of records limit of 1000 exceeded.',
  ],
  [
    '32,200 characters',
    [['CREATE', set('m.example.internal', 'TXT', ...fat(161))]],
    'Number of characters limit of 32000 exceeded.',
  ],
])('refuses %s with InvalidChangeBatch', async (_, changes, ...messages) => {
  await expectRefused(changes, messages);
});
