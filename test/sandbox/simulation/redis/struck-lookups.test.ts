import { expect, test } from '@jest/globals';
import type { Fault } from '../../../../sandbox/faults.ts';
import { eastHost } from './contract-stage.ts';
import { sending } from './planned-faults.ts';

const record = 'sessions.example.internal';

/** A zone whose record can be moved. */
const zone = () => {
  let [host, epoch] = ['old.example', 'epoch=1'];
  const names = { cname: async () => [host], txt: async () => [epoch] };
  return { names, move: () => ([host, epoch] = ['new.example', 'epoch=2']) };
};

test.each<[Fault['kind'], string]>([
  ['refused', 'Error: connect ECONNREFUSED 10.1.0.11:6379'],
  ['reset', 'Error: read ECONNRESET'],
  ['timeout-before', 'TimeoutError: connect: nothing within 1000 ms'],
  ['crash-before', 'TimeoutError: connect: nothing within 1000 ms'],
])('a connection that meets %s: %s', async (kind, said) => {
  const { open, say, strike, crashed } = sending();
  strike('redis', 'CONNECT', { kind } as Fault);
  expect(await say(open())).toBe(said);
  expect(crashed).toEqual(kind === 'crash-before' ? ['CONNECT'] : []);
});

test('a server that is full says so to the first word, and takes no other', async () => {
  const { open, say, strike } = sending();
  strike('redis', 'PING', { kind: 'max-clients' });
  expect(await say(open())).toBe('ReplyError: ERR max number of clients reached');
});

test('a server that refuses PING for another reason is there', async () => {
  const { open, say, done, strike } = sending();
  strike('redis', 'PING', { kind: 'loading' });
  expect(await say((await done(open())).call('GET', 'a'))).toBeNull();
});

test.each<[Fault['kind'], string]>([
  ['nxdomain', `Error: getaddrinfo ENOTFOUND ${eastHost}`],
  ['servfail', `Error: getaddrinfo EAI_AGAIN ${eastHost}`],
  ['timeout-before', 'TimeoutError: connect: nothing within 1000 ms'],
])('the lookup of a host that meets %s: %s', async (kind, said) => {
  const { open, say, strike } = sending();
  strike('dns', 'A', { kind } as Fault);
  expect(await say(open())).toBe(said);
});

test.each<[Fault['kind'], unknown]>([
  ['nxdomain', `Error: queryCname ENOTFOUND ${record}`],
  ['servfail', `Error: queryCname ESERVFAIL ${record}`],
  ['empty', `Error: queryCname ENODATA ${record}`],
  ['timeout-before', 'TimeoutError: resolve: nothing within 1000 ms'],
  ['nonsense', ['parked.example.net']],
])('the lookup of a record that meets %s: %j', async (kind, said) => {
  const { way, say, strike } = sending({ names: zone().names });
  strike('dns', 'CNAME', { kind } as Fault);
  expect(await say(way.cname(record))).toEqual(said);
  expect(await say(way.txt(record))).toEqual(['epoch=1']);
});

test('a resolver that keeps what it was told answers so, until that is old', async () => {
  const { names, move } = zone();
  const { way, done, strike, clock } = sending({ names });
  await done(way.cname(record));
  await clock.advance(300_000);
  move();
  expect(await done(way.cname(record))).toEqual(['new.example']);
  strike('dns', 'CNAME', { kind: 'stale', ms: 300_000 });
  expect(await done(way.cname(record))).toEqual(['old.example']);
  expect(await done(way.txt(record))).toEqual(['epoch=2']);
  await clock.advance(300_000);
  expect(await done(way.cname(record))).toEqual(['new.example']);
});

test('a rule that names no service means calls to AWS, and no lookup and no command', async () => {
  const { open, done, plan } = sending();
  plan.add({}, { kind: 'timeout-before' });
  expect(await done((await done(open())).call('PING'))).toBe('PONG');
});
