import net from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { touchCacheStep } from '../../../functions/handlers/touch-cache.ts';
import { aWorld } from '../a-world.ts';

const password = 'hunter2-of-the-cache';
const stops: (() => unknown)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Answers every packet of commands as told; `greeting` is said unasked. */
const server = async (answer: (asked: string) => string, greeting = ''): Promise<number> => {
  const listener = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.write(greeting);
    socket.on('data', (chunk) => socket.write(answer(chunk.toString())));
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  stops.push(() => listener.close());
  const address = listener.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
};

/** Looks at a server that is hostile, as the primary, and at a sound one, as this Region's own. */
const look = async (hostile: number, credentials?: { password: string }) => {
  const { world, lines } = aWorld();
  const sound = await server((asked) => (asked.includes('PING') ? '+PONG\r\n' : '$10\r\nrole:slave\r\n$-1\r\n:7\r\n'));
  const at = (port: number) => ({ host: '127.0.0.1', port, tls: false, cluster: false });
  const answer = await touchCacheStep.inWorld(world)(
    {
      datastore: 'sessions',
      local: { target: at(sound), beat: false, canary: false },
      remote: { target: { ...at(hostile), ...(credentials && { credentials }) } },
    },
    { awsRequestId: 'r' },
  );
  return { answer, lines };
};

const heap = () => process.memoryUsage().heapUsed;

test.each([
  ['no value that nobody asked for', '+PONG\r\n$-1\r\n'],
  ['no list that nobody asked for', '+PONG\r\n*-1\r\n'],
  ['a push of nothing', '>1\r\n_\r\n'],
  ['a push that subscribes us to nothing', '>1\r\n$9\r\nsubscribe\r\n'],
  ['lists that announce gigabytes', '*33000000\r\n'.repeat(4)],
  ['lists without bottom', '*1\r\n'.repeat(5_000)],
  ['another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
])('%s: nothing is concluded of it, it costs nothing, and the rest of the look still counts', async (_, said) => {
  const before = heap();
  const { answer } = await look(await server(() => said));
  // What is thrown where nobody can catch it fails the test by itself.
  expect(heap() - before).toBeLessThan(100_000_000);
  expect(answer).toMatchObject({
    local: { reach: 'alive', shards: [{ role: 'slave', keys: 7 }] },
    remote: { reach: 'unknown', wrote: false, detail: expect.stringContaining('UnreadableReply') },
  });
});

test.each([
  ['of a write', (asked: string) => (asked.includes('SET') ? `-ERR after ${password}\r\n` : '+OK\r\n'), ''],
  ['of nothing', () => `+OK\r\n-ERR after ${password}\r\n`, ''],
  ['before it was asked', () => '+OK\r\n', `-DENIED ${password}\r\n`],
])('a refusal %s that quotes the password: it goes no further', async (_, answer, greeting) => {
  const seen = await look(await server(answer, greeting), { password });
  expect(seen.answer.remote?.detail).toBeDefined();
  expect(JSON.stringify(seen)).not.toContain(password);
});
