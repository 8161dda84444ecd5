import { once } from 'node:events';
import http from 'node:http';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, expect, test } from '@jest/globals';
import { clientOptions, type Reach } from '../../../functions/aws/clients.ts';
import { darknessOf } from '../../../functions/domain/darkness.ts';
import { aWorld } from '../a-world.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const ask = async (reach: Reach, answer: http.RequestListener) => {
  let requests = 0;
  const server = http
    .createServer((request, response) => {
      requests += 1;
      answer(request, response);
    })
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = Object(server.address());
  const options = clientOptions(aWorld().world, 'us-east-1', reach);
  const client = new SSMClient({ ...options, endpoint: `http://127.0.0.1:${port}` });
  stops.push(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  const began = performance.now();
  const error: unknown = await client.send(new GetParameterCommand({ Name: '/x' })).catch((reason: unknown) => reason);
  return { darkness: darknessOf(error), tookMs: performance.now() - began, requests };
};

test('a Region that takes a request and stays silent is dark after its 2 s, once', async () => {
  const { darkness, tookMs, requests } = await ask('there', () => {});

  expect({ darkness, requests }).toEqual({ darkness: 'dark', requests: 1 });
  expect(tookMs).toBeGreaterThan(1900);
  expect(tookMs).toBeLessThan(2500);
});

test('an answer that stops in its middle ends too, and says nothing', async () => {
  const { darkness, tookMs } = await ask('there', (_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.write('{"Param');
  });

  expect(darkness).toBe('unknown');
  expect(tookMs).toBeLessThan(4500);
});

test('a page of HTML with 400 is an answer, with 503 it is none', async () => {
  expect((await ask('there', (_, response) => response.writeHead(503).end('<html>'))).darkness).toBe('dark');
  expect((await ask('there', (_, response) => response.writeHead(400).end('<html>'))).darkness).toBe('refused');
});

test('in this Region a stumble is tried again', async () => {
  const { requests } = await ask('here', (_, response) => response.writeHead(500).end('{}'));

  expect(requests).toBe(3);
});
