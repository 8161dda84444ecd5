import { expect, test } from '@jest/globals';
import { TouchAnswer } from '../../functions/contract/touch.ts';
import { touchCacheStep } from '../../functions/handlers/touch-cache.ts';
import { aWorld } from '../functions/a-world.ts';

const never = () => new Promise<never>(() => {});
const replid = 'a'.repeat(40);
const sound: Readonly<Record<string, unknown>> = {
  INFO: `role:slave\r\nmaster_replid:${replid}\r\nslave_repl_offset:9\r\n`,
  GET: '{"writtenAt":1795435195000,"count":7}',
  DBSIZE: 3,
};

/** Looks at a cache that answers as told. The opened nodes are kept. */
const look = async (replies: Readonly<Record<string, unknown>>, cluster = false) => {
  const opened: string[] = [];
  const { world } = aWorld({
    network: {
      open: async ({ host, port }) => {
        opened.push(`${host}:${port}`);
        return { call: async (command) => ({ ...sound, ...replies })[command], close: () => {} };
      },
      reach: never,
      cname: never,
      txt: never,
    },
  });
  const target = { host: 'cache.example', port: 6379, tls: true, cluster };
  const request = { datastore: 'sessions', local: { target, beat: false, canary: false } };
  const answer = await touchCacheStep.inWorld(world)(request, { awsRequestId: 'r' });
  return { opened, local: TouchAnswer.parse(JSON.parse(JSON.stringify(answer))).local };
};

test.each([
  ['a count beyond what numbers hold', { GET: '{"writtenAt":1,"count":1e300}' }],
  ['a negative count', { GET: '{"writtenAt":1,"count":-1}' }],
  ['a time that is none', { GET: '{"writtenAt":1e999,"count":1}' }],
  ['half a number', { GET: '{"writtenAt":0.5,"count":1}' }],
  ['a heartbeat of somebody else', { GET: '[]' }],
])('%s is no heartbeat, and the rest of the look still counts', async (_, replies) => {
  const { local } = await look(replies);
  expect(local?.shards).toEqual([{ shard: '0', role: 'slave', offset: { stream: replid, position: 9 }, keys: 3 }]);
});

test('a number of keys that is none is unknown', async () => {
  const { local } = await look({ DBSIZE: 5e-324 });
  expect(local?.shards[0]).not.toHaveProperty('keys');
});

test.each([
  ['an offset beyond what numbers hold', `role:slave\r\nmaster_replid:${replid}\r\nslave_repl_offset:1e300\r\n`],
  ['a negative offset', `role:slave\r\nmaster_replid:${replid}\r\nslave_repl_offset:-1\r\n`],
  ['a stream without end', `role:slave\r\nmaster_replid:${'a'.repeat(1000)}\r\nslave_repl_offset:9\r\n`],
])('INFO with %s tells of no offset, and the rest of the look still counts', async (_, INFO) => {
  const { local } = await look({ INFO });
  expect(local?.shards).toEqual([
    { shard: '0', role: 'slave', heartbeat: { writtenAt: 1_795_435_195_000, count: 7 }, keys: 3 },
  ]);
});

const slots = (...shards: unknown[]) => ({ CLUSTER: shards });
const node = (index: number) => [`10.0.${index >> 8}.${index & 255}`, 6379];

test.each([
  ['slots beyond the last', slots([0, 16_384, node(1)])],
  ['slots below the first', slots([-5, -1, node(1)])],
  ['slots backwards', slots([9, 1, node(1)])],
  ['half a slot', slots([0.5, 1, node(1)])],
  ['a port that is none', slots([0, 16_383, ['10.0.0.1', 70_000]])],
  ['more shards than can be', slots(...Array.from({ length: 501 }, (_, index) => [index, index, node(index)]))],
])('%s: no node is asked, nothing is concluded', async (_, replies) => {
  const { local, opened } = await look(replies, true);
  expect([local?.reach, opened]).toEqual(['unknown', ['cache.example:6379']]);
});
