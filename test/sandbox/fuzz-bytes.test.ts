import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { networkWith } from '../../functions/redis/real-network.ts';
import { type Packet, packetFor } from '../../sandbox/fuzz/bytes/dns-packet.ts';
import type { Told } from '../../sandbox/fuzz/bytes/dns-server.ts';
import { nameViolations } from '../../sandbox/fuzz/bytes/name-verdicts.ts';
import { playPatiently } from '../../sandbox/fuzz/bytes/patience.ts';
import { reachViolations } from '../../sandbox/fuzz/bytes/reach-verdicts.ts';
import { commandReader, resp, soundReply } from '../../sandbox/fuzz/bytes/resp.ts';
import { startRespServer, type Talk } from '../../sandbox/fuzz/bytes/resp-server.ts';
import { runChunks } from '../../sandbox/fuzz/run.ts';

const none = new Map<string, string>();
const said = (...texts: string[]) => texts.map((bytes) => ({ bytes, reset: false }));

test.each([
  ['alive by garbage', { reach: 'alive' as const, wrote: false }, 'HTTP/1.1 400\r\n', 'alive, and nothing answered'],
  ['alive by half a line', { reach: 'alive' as const, wrote: false }, '+PON', 'alive, and nothing answered'],
  [
    'a write that was not read back',
    { reach: 'alive' as const, wrote: true },
    '+OK\r\n',
    'a write counted that was never read back',
  ],
  ['garbage for silence', { reach: 'unreachable' as const, wrote: false }, 'HTTP', 'unreachable, and something spoke'],
])('the oracle tells %s', (_, remote, bytes, violation) => {
  expect(reachViolations({ remote }, { said: said(bytes), stored: none })).toEqual([violation]);
});

test('nor does it accuse what is right', () => {
  const stored = new Map([['failover:canary:us-west-2:r:{0}', 'us-west-2:r']]);
  const remote = { reach: 'alive' as const, wrote: true };
  expect(reachViolations({ remote }, { said: said('+PONG\r\n$11\r\nus-west-2:r\r\n'), stored })).toEqual([]);
  expect(reachViolations({ remote: { reach: 'unreachable', wrote: false } }, { said: said(), stored })).toEqual([]);
  expect(reachViolations({ remote: { reach: 'unknown', wrote: false } }, { said: said('x'), stored })).toEqual([]);
});

/** `sessions.example`, type CNAME or TXT, with the id "ab". */
const query = (type: number) =>
  `ab\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x08sessions\x07example\x00\x00${String.fromCharCode(type)}\x00\x01`;
const noSuchName: Packet = { id: 'same', flags: 0x8183, question: 'same', records: [], over: [], tail: '' };
const told = (packet: Packet): Told[] => [
  { type: 'cname', id: 'ab', bytes: packetFor(query(5), packet) },
  { type: 'txt', id: 'ab', bytes: packetFor(query(16), packet) },
];

test.each<[string, Partial<Packet>]>([
  ['a broken zone', { flags: 0x8182 }],
  ['the answer to another question', { id: 'other' }],
  ['half an answer', { counts: [1, 1, 0, 0] }],
])('the oracle tells a name that is absent by %s', (_, damage) => {
  const absent = { name: 'sessions.example', outcome: 'absent' as const, txt: [] };
  expect(nameViolations(absent, told({ ...noSuchName, ...damage }))).toHaveLength(1);
  expect(nameViolations(absent, told(noSuchName).slice(1))).toHaveLength(1);
  expect(nameViolations(absent, told(noSuchName))).toEqual([]);
});

test('the oracle tells a target that nobody named', () => {
  const toEast = told({
    ...noSuchName,
    flags: 0x8180,
    records: [{ name: 'question', type: 5, data: { name: ['east'] } }],
  });
  const found = (cname: string) =>
    nameViolations({ name: 'sessions.example', outcome: 'found', cname, txt: [] }, toEast);
  expect([found('EAST'), found('west')]).toEqual([[], ['sessions.example leads where nobody said']]);
});

test('what is thrown where nobody can catch it, and memory out of all proportion, are told', async () => {
  const worker = new Worker(new URL('./fuzz-bytes-planted.ts', import.meta.url));
  const [thrown, rejected, grown] = await new Promise<string[][]>((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
  });
  await worker.terminate();
  expect(thrown).toEqual([expect.stringContaining('uncaught: TypeError: planted')]);
  expect(rejected).toEqual([expect.stringContaining('uncaught: Error: planted')]);
  expect(grown).toEqual([expect.stringMatching(/^it took \d{3} MB$/)]);
});

test('an input that ends its thread is told by the chunk that repeats it', async () => {
  const chunk = { ingress: 'nobody', generator: 'raw', inputs: 3, seed: 4 } as const;
  await expect(runChunks([chunk], () => {})).rejects.toThrow('--ingress nobody --generator raw --inputs 3 --seed 4');
});

test('what only haste makes a violation is played again with patience; what is none of it, is not', async () => {
  const plays: number[] = [];
  const slowly = (violation: string) =>
    playPatiently(async (deadlineMs) => {
      plays.push(deadlineMs);
      return plays.length % 2 === 1 ? [violation] : [];
    });
  expect(await slowly('unreachable, and something spoke')).toEqual([]);
  expect(plays).toHaveLength(2);
  expect(await slowly('uncaught: TypeError')).toEqual(['uncaught: TypeError']);
  expect(plays).toHaveLength(3);
});

test('the server says the truth where it is not told otherwise, notes what was written and what it does not know', async () => {
  const { port, during } = await startRespServer();
  const saying = {
    replies: { ROLE: '*0\r\n' },
    greeting: '',
    extra: '',
    atOnce: 3,
    fate: 'stays' as const,
    answers: 1,
  };
  const talk: Talk = { saying, said: [], changes: [], stored: new Map() };
  const target = { host: '127.0.0.1', port, tls: false, cluster: false };
  const answers = await during(talk, async () => {
    const connection = await networkWith({ deadlineMs: 2_000 }).open({ ...target, servername: '' }, target);
    const asked = [['SET', 'key', 'v'], ['GET', 'key'], ['GET', 'other'], ['ROLE'], ['DBSIZE']] as const;
    return Promise.all(asked.map(([command, ...words]) => connection.call(command, ...words)));
  });
  expect(answers).toEqual(['OK', 'v', '{"writtenAt":1795435195000,"count":7}', [], 23]);
  expect(talk.changes).toEqual([{ kind: 'redis', command: 'SET', key: 'key' }]);
});

test('commands are read from whatever pieces they come in, and values written by their bytes', () => {
  const bytes = '*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nGET\r\n$4\r\na\r\nb\r\n';
  const read = commandReader();
  expect([...bytes].flatMap((byte) => read(byte))).toEqual([['PING'], ['GET', 'a\r\nb']]);
  expect([resp('\u00e9'), resp([1, null, 'OK']), soundReply('PING')]).toEqual([
    '$2\r\n\u00c3\u00a9\r\n',
    '*3\r\n:1\r\n$-1\r\n+OK\r\n',
    '+PONG\r\n',
  ]);
});
