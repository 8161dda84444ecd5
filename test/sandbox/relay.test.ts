import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { History } from '../../sandbox/history.ts';
import { Network } from '../../sandbox/network.ts';
import { AddressUnavailable, networkGate, type Relay, relay } from '../../sandbox/relay.ts';
import { eventually } from '../support/eventually.ts';
import { manualClock } from '../support/manual-clock.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A server that answers each chunk with itself in upper case, and remembers what it got. */
const shoutingServer = async () => {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      heard.push(chunk.toString());
      socket.write(chunk.toString().toUpperCase());
    });
    socket.on('end', () => socket.end('bye'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return { heard, sockets, port: address !== null && typeof address === 'object' ? address.port : 0 };
};

const opened = async () => {
  const network = new Network(['us-east-1', 'us-west-2'], new History(manualClock()));
  const server = await shoutingServer();
  const one: Relay = await relay({
    listen: { host: '127.0.0.1', port: 0 },
    target: () => ({ host: '127.0.0.1', port: server.port }),
    gate: networkGate(network, 'outside', 'us-east-1'),
  });
  closing.push(one.close);
  const client = () => {
    const socket = connect({ ...one.address, allowHalfOpen: true });
    const received: string[] = [];
    socket.on('data', (chunk) => received.push(chunk.toString()));
    socket.on('error', () => {});
    closing.push(() => socket.destroy());
    return { socket, text: () => received.join('') };
  };
  return { network, server, one, client };
};

/** Long enough for many round trips over loopback: what has not come by then is held. */
const manyTurns = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test('forwards both ways, and each side hears when the other ends', async () => {
  const { client, server } = await opened();
  const { socket, text } = client();
  socket.write('hello');
  await eventually(() => text() === 'HELLO');

  socket.end();
  await eventually(() => text() === 'HELLObye');
  await eventually(() => [...server.sockets].every((each) => each.destroyed));
});

test('forwards more than the buffers hold', async () => {
  const { client } = await opened();
  const { socket, text } = client();
  const much = 'x'.repeat(8 * 1024 * 1024);
  socket.write(much);

  await eventually(() => text().length === much.length);
  expect(text()).toBe(much.toUpperCase());
});

test('a blackout silences an open connection without closing it; after it the held bytes go on', async () => {
  const { client, server, network } = await opened();
  const { socket, text } = client();
  socket.write('before ');
  await eventually(() => text() === 'BEFORE ');

  network.blackout('us-east-1');
  socket.write('during');
  for (const each of server.sockets) each.write('(from the server)');
  await manyTurns();
  expect(server.heard).toEqual(['before ']);
  expect(text()).toBe('BEFORE ');
  expect(socket.readyState).toBe('open');

  network.heal('us-east-1');
  await eventually(() => text() === 'BEFORE (from the server)DURING');
});

test('in a blackout a new connection is accepted and silent, and goes through after it', async () => {
  const { client, server, network } = await opened();
  network.blackout('us-east-1');
  const { socket, text } = client();
  socket.write('hello');
  await once(socket, 'connect');
  await manyTurns();
  expect(server.sockets.size).toBe(0);

  network.heal('us-east-1');
  await eventually(() => text() === 'HELLO');
});

test('what a client sent in a blackout and then gave up never arrives', async () => {
  const { client, server, network } = await opened();
  network.blackout('us-east-1');
  const gone = client();
  gone.socket.write('too late');
  await once(gone.socket, 'connect');
  gone.socket.destroy();
  await manyTurns();

  network.heal('us-east-1');
  const { socket, text } = client();
  socket.write('hello');
  await eventually(() => text() === 'HELLO');
  expect(server.heard).toEqual(['hello']);
});

test('a server that dies in a blackout is noticed only after it', async () => {
  const { client, server, network } = await opened();
  const { socket, text } = client();
  socket.write('hello');
  await eventually(() => text() === 'HELLO');
  network.blackout('us-east-1');
  for (const each of server.sockets) each.resetAndDestroy();
  await manyTurns();
  expect(socket.readyState).toBe('open');

  network.heal('us-east-1');
  await eventually(() => socket.destroyed || socket.readableEnded);
});

test('a cut of another link changes nothing', async () => {
  const { client, network } = await opened();
  network.cut('us-east-1', 'us-west-2');
  const { socket, text } = client();
  socket.write('hello');

  await eventually(() => text() === 'HELLO');
});

test('a taken port and a missing address say what to do', async () => {
  const { one } = await opened();
  const gate = { open: () => true, onChange: () => () => {} };
  const target = () => one.address;

  await expect(relay({ listen: one.address, target, gate })).rejects.toMatchObject({
    name: 'AddressUnavailable',
    exitStatus: 2,
    message: expect.stringMatching(/^port \d+ on 127.0.0.1 is taken: choose another port/),
  });
  const missing = AddressUnavailable.from(Object.assign(new Error(), { code: 'EADDRNOTAVAIL' }), {
    host: '127.0.1.1',
    port: 1,
  });
  expect(missing.message).toBe('this machine has no address 127.0.1.1: add it with  sudo ifconfig lo0 alias 127.0.1.1');
});
