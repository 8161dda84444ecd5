import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import type { WireRequest } from '../../../sandbox/aws/protocols/wire.ts';
import { json, rest, textOf } from './protocols/raw-request.ts';
import { overHttp, toyFront } from './protocols/toy-front.ts';

const get = json('ssm', 'GetParameter', '{"Name":"/a/b"}');
const parameter = { ssm: { GetParameter: () => ({ Parameter: { Name: '/a/b', Value: 'v' } }) } };
const calls = (world: ReturnType<typeof toyFront>) => world.history.entries.filter(({ kind }) => kind === 'call');

test('a dark Region never answers, and says nothing on the socket either, until the server closes', async () => {
  const world = toyFront(parameter);
  world.network.blackout('us-west-2');
  const received: Buffer[] = [];
  const closed: Promise<unknown>[] = [];
  await overHttp(world, async (endpoint) => {
    const socket = send(endpoint, get);
    socket.on('data', (chunk) => received.push(chunk));
    closed.push(once(socket, 'close'));
    await new Promise<void>((resolve) => world.history.follow(() => resolve()));
    // A request after it that is answered shows that an answer to the first would be here by now.
    const elsewhere = get.headers.authorization?.replace('us-west-2', 'us-east-1') ?? '';
    const headers = { ...get.headers, authorization: elsewhere };
    const { status } = await fetch(endpoint, { method: 'POST', headers, body: textOf(get) });
    expect([status, received]).toEqual([200, []]);
  });
  await Promise.all(closed);
  expect(received).toEqual([]);
  expect(calls(world)).toMatchObject([{ detail: { outcome: 'Unreachable' } }, { detail: { outcome: 'OK' } }]);
});

const send = (endpoint: string, request: WireRequest): Socket => {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(endpoint).port) });
  const headers = { ...request.headers, host: 'x', 'content-length': String(request.body.length) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${request.method} ${request.path} HTTP/1.1\r\n${lines.join('')}\r\n${textOf(request)}`);
  return socket;
};

test('a link that is cut while the service works: the effect stands, the answer never comes', async () => {
  const world = toyFront({
    ssm: {
      PutParameter: () => {
        world.network.cut('us-east-1', 'us-west-2');
        return { Version: 1 };
      },
    },
  });
  const given = new AbortController();
  const request = json('ssm', 'PutParameter', '{"Name":"/a","Value":"v","Type":"String"}');
  const answer = world.front.handle(request, 'us-east-1', { signal: given.signal });
  given.abort(new Error('gave up'));
  await expect(answer).rejects.toThrow('gave up');
  expect(world.inputs).toHaveLength(1);
  expect(calls(world)).toMatchObject([{ detail: { outcome: 'NeverAnswered' } }]);
});

test('a cut concerns its own link only', async () => {
  const world = toyFront(parameter);
  world.network.cut('us-east-1', 'us-west-2');
  expect(world.front.connects(get, 'us-east-1')).toBe(false);
  expect((await world.front.handle(get, 'eu-west-1')).status).toBe(200);
  world.network.heal('us-west-2');
  expect((await world.front.handle(get, 'us-east-1')).status).toBe(200);
});

test('Route 53 lives in us-east-1, whatever the signature says', async () => {
  const list = () => ({ HostedZones: [], IsTruncated: false, MaxItems: 100 });
  const world = toyFront({ route53: { ListHostedZones: list } });
  const request = rest('route53', ['GET', '/2013-04-01/hostedzone']);
  expect((await world.front.handle(request, 'us-west-2')).status).toBe(200);
  expect(calls(world)[0]?.region).toBe('us-east-1');
  world.network.blackout('us-east-1');
  expect(world.front.connects(request, 'us-west-2')).toBe(false);
});
