import net from 'node:net';
import { expect, test } from '@jest/globals';
import { touchCacheStep } from '../../../functions/handlers/touch-cache.ts';
import { aWorld } from '../a-world.ts';

const password = 'HUNTER2';

test.each([
  [`ERR unknown command 'AUTH', with args beginning with: 'failover' '${password}' `, 'ERR'],
  [`${password} is what you sent`, 'ERR'],
  [`ERR max number of clients reached, ${password}`, 'MAXCLIENTS'],
])('a server that refuses AUTH with "%s": the password goes no further', async (reply, refusal) => {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(`-${reply}\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { world, lines } = aWorld();
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const credentials = { username: 'failover', password };
    const target = { host: '127.0.0.1', port, tls: false, cluster: false, credentials };
    const answer = await touchCacheStep.inWorld(world)(
      { datastore: 'sessions', local: { target, beat: false, canary: false }, remote: { target } },
      { awsRequestId: 'r' },
    );
    expect(answer).toMatchObject({ local: { reach: 'alive', shards: [{ refusal }] }, remote: { wrote: false } });
    expect(JSON.stringify([answer, lines])).not.toContain(password);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
