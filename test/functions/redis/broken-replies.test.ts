import net from 'node:net';
import { expect, test } from '@jest/globals';
import { realNetwork } from '../../../functions/redis/real-network.ts';
import { nodeOf, outcomeOf, targetOf } from '../../sandbox/simulation/redis/contract-stage.ts';
import { sending } from '../../sandbox/simulation/redis/planned-faults.ts';

/** A server that greets as Redis does, and then answers what it is told to, or resets the connection. */
const answering = async (answer: string | 'reset') => {
  const server = net.createServer((socket) => {
    socket
      .on('error', () => {})
      .once('data', () => {
        socket.write('+PONG\r\n');
        socket.once('data', () => (answer === 'reset' ? socket.resetAndDestroy() : socket.write(answer)));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { port, close: () => new Promise((resolve) => server.close(resolve)) };
};

test.each([
  ['garbled', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['reset', 'reset'],
  ['loading', '-LOADING Redis is loading the dataset in memory\r\n'],
  ['noauth', '-NOAUTH Authentication required.\r\n'],
] as const)('a reply that is %s means the same to the real client as in the model', async (kind, answer) => {
  const model = sending();
  const inModel = await model.done(model.open());
  model.strike('redis', 'GET', { kind });
  const { port, close } = await answering(answer);
  const real = await realNetwork.open(nodeOf('127.0.0.1', port), targetOf('127.0.0.1', port));
  try {
    const said = await outcomeOf(real.call('GET', 'a'));
    expect(said).toBe(await model.say(inModel.call('GET', 'a')));
    expect(said).toMatch(/^\w+: /);
  } finally {
    real.close();
    await close();
  }
});
