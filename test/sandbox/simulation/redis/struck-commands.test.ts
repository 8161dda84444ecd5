import { expect, test } from '@jest/globals';
import type { Fault } from '../../../../sandbox/faults.ts';
import { east } from './contract-stage.ts';
import { sending } from './planned-faults.ts';

const readonly = "ReplyError: READONLY You can't write against a read only replica.";
const reset = 'Error: read ECONNRESET';
const silent = 'TimeoutError: SET: nothing within 1000 ms';

test.each<[Fault['kind'], string, { stored: boolean; open: boolean }]>([
  ['err', 'ReplyError: ERR something went wrong', { stored: false, open: true }],
  ['loading', 'ReplyError: LOADING Redis is loading the dataset in memory', { stored: false, open: true }],
  ['noauth', 'ReplyError: NOAUTH Authentication required.', { stored: false, open: true }],
  ['oom', "ReplyError: OOM command not allowed when used memory > 'maxmemory'.", { stored: false, open: true }],
  ['readonly', readonly, { stored: false, open: true }],
  ['timeout-before', silent, { stored: false, open: true }],
  ['timeout-after', silent, { stored: true, open: true }],
  ['crash-before', silent, { stored: false, open: true }],
  ['crash-after', silent, { stored: true, open: true }],
  ['reset-before', reset, { stored: false, open: false }],
  ['reset', reset, { stored: true, open: false }],
  ['truncated', 'O', { stored: true, open: true }],
] as const)('a SET that meets %s: %s', async (kind, said, { stored, open }) => {
  const { open: connect, say, done, strike, redis, crashed } = sending();
  const node = await done(connect());
  strike('redis', 'SET', { kind } as Fault);
  expect(await say(node.call('SET', 'a', '1'))).toBe(said);
  expect(redis.truth.has(east, 'a')).toBe(stored);
  expect(await say(node.call('PING'))).toBe(open ? 'PONG' : reset);
  expect(crashed).toEqual(kind.startsWith('crash') ? ['SET'] : []);
});

test('what is none of the protocol ends the connection under every command', async () => {
  const { open, say, done, strike } = sending();
  const node = await done(open());
  strike('redis', 'DBSIZE', { kind: 'garbled' });
  const garbled = 'UnreadableReply: what answers there is no cache: it does not speak RESP2';
  expect(await Promise.all([say(node.call('DBSIZE')), say(node.call('GET', 'a'))])).toEqual([garbled, garbled]);
  expect(await say(node.call('GET', 'a'))).toEqual(garbled);
});

test('nonsense is a reply like any other, and half a number is a smaller one', async () => {
  const { open, done, strike, plan } = sending({
    datastores: [
      { clusters: [east], primary: east, content: Object.fromEntries([...'abcdefghijkl'].map((k) => [k, k])) },
    ],
  });
  const node = await done(open());
  strike('redis', 'DBSIZE', { kind: 'truncated' });
  expect(await done(node.call('DBSIZE'))).toBe(1);
  plan.clear();
  strike('redis', 'DBSIZE', { kind: 'nonsense' });
  expect(await done(node.call('DBSIZE'))).toHaveLength(200);
});

test('a slow answer comes later, and what it answers was done at once', async () => {
  const { open, done, strike, redis, clock } = sending();
  const node = await done(open());
  strike('redis', 'SET', { kind: 'slow', ms: 900 });
  const began = clock.now();
  const answered = node.call('SET', 'a', '1');
  expect(redis.truth.has(east, 'a')).toBe(true);
  expect(await done(answered)).toBe('OK');
  expect(clock.now() - began).toBeGreaterThanOrEqual(900);
});

test('a stale read answers as it was answered then; a key that nobody had asked for was not there', async () => {
  const { open, done, strike, clock } = sending();
  const node = await done(open());
  await done(node.call('SET', 'a', 'old'));
  await done(node.call('GET', 'a'));
  await clock.advance(20_000);
  await done(node.call('SET', 'a', 'new'));
  await done(node.call('SET', 'b', 'new'));
  strike('redis', 'GET', { kind: 'stale', ms: 20_000 });
  expect(await done(Promise.all([node.call('GET', 'a'), node.call('GET', 'b')]))).toEqual(['old', null]);
  await clock.advance(20_000);
  expect(await done(node.call('GET', 'a'))).toBe('new');
});

test('each command that arrives is in the history, with its fault; what a cut holds back is not, and meets none', async () => {
  const { open, say, done, strike, errands, network: world } = sending();
  const node = await done(open());
  strike('redis', 'SET', { kind: 'oom' });
  await say(node.call('SET', 'a', '1'));
  world.blackout(east.region);
  expect(await say(node.call('SET', 'a', '1'))).toBe(silent);
  expect(errands().map(({ name, region, detail }) => [name, region, detail?.outcome, detail?.fault])).toEqual([
    ['dns:A', 'us-west-2', 'OK', undefined],
    ['redis:CONNECT', 'us-east-1', 'OK', undefined],
    ['redis:PING', 'us-east-1', 'OK', undefined],
    ['redis:SET', 'us-east-1', 'OOM', 'oom'],
  ]);
});
