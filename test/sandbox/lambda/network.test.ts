import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Resolution } from '../../../sandbox/dns/answer.ts';
import { bundle, createStage, type TestStage } from './stage.ts';
import { startToyFront } from './toy-front.ts';

const primary = 'sessions-usw2.sbx001.ng.0001.usw2.cache.amazonaws.com';
const answers: Record<string, Resolution['answers']> = {
  [`${primary} A`]: [{ name: primary, type: 'A', ttl: 5, data: '127.0.2.1' }],
  'sessions.example.internal A': [
    { name: 'sessions.example.internal', type: 'CNAME', ttl: 5, data: primary },
    { name: primary, type: 'A', ttl: 5, data: '127.0.2.1' },
  ],
  'sessions.example.internal CNAME': [{ name: 'sessions.example.internal', type: 'CNAME', ttl: 5, data: primary }],
  '_failover.sessions.example.internal TXT': [
    { name: '_failover.sessions.example.internal', type: 'TXT', ttl: 5, data: ['epoch=7', 'us-west-2'] },
  ],
  'public.example.com A': [{ name: 'public.example.com', type: 'A', ttl: 5, data: '93.184.216.34' }],
};

let code: Awaited<ReturnType<typeof bundle>>;
let front: Awaited<ReturnType<typeof startToyFront>>;
let stage: TestStage;

beforeAll(async () => {
  code = await bundle('network');
});
afterAll(() => code.remove());
beforeEach(async () => {
  front = await startToyFront();
  stage = createStage({
    endpoint: () => front.url,
    resolve: (name, type) => ({
      rcode: answers[`${name} ${type}`] ? 'NOERROR' : 'NXDOMAIN',
      answers: answers[`${name} ${type}`] ?? [],
      authorities: [],
    }),
    addressFor: (from, host, port) =>
      from === 'us-east-1' && [primary, '127.0.2.1'].includes(host) && port === 6379
        ? { host: '127.0.0.1', port: front.port }
        : undefined,
  });
});
afterEach(async () => {
  await stage.runtime.stop();
  await front.close();
});

const deploy = (handler: string, spec = {}) =>
  stage.deploy(handler, { codeDirectory: code.directory, handler: `index.${handler}`, ...spec });
const timedOut = { name: 'TimeoutError', message: expect.stringContaining('did not establish a connection') };

test('the SDK’s own request arrives over plain HTTP, signed for its Region, and says where it comes from', async () => {
  deploy('describe');
  expect(await stage.call('describe', { region: 'us-west-2' })).toEqual({ answered: true });

  expect(front.received).toHaveLength(1);
  expect(front.received[0]?.headers).toMatchObject({
    host: 'elasticache.us-west-2.amazonaws.com',
    'x-sandbox-from': 'us-east-1',
    'x-amz-security-token': 'token',
    authorization: expect.stringMatching(/Credential=ASIAdescribe\/\d{8}\/us-west-2\/elasticache\/aws4_request/),
  });
});

test('a Region that cannot be reached hangs in connecting until the SDK’s connectionTimeout', async () => {
  deploy('describe');
  stage.network.cut('us-east-1', 'us-west-2');

  const failure = await stage.call<{ tookMs: number }>('describe', { region: 'us-west-2' });
  expect(failure).toMatchObject(timedOut);
  expect(failure.tookMs).toBeGreaterThanOrEqual(145);
  expect(await stage.call('describe', { region: 'eu-west-1' })).toEqual({ answered: true });
  stage.network.mend('us-east-1', 'us-west-2');
  expect(await stage.call('describe', { region: 'us-west-2' })).toEqual({ answered: true });
});

test('an answer that does not come ends at the SDK’s requestTimeout', async () => {
  deploy('describe');
  front.fallSilent();
  expect(await stage.call('describe', { region: 'us-west-2' })).toMatchObject({
    name: 'TimeoutError',
    code: 'ETIMEDOUT',
    message: expect.stringContaining('400 ms requestTimeout'),
  });
});

test('a function in the VPC reaches caches and no AWS API; outside it is the other way round', async () => {
  deploy('describe', { inVpc: true });
  expect(await stage.call('describe', { region: 'us-east-1' })).toMatchObject(timedOut);

  deploy('open', { inVpc: true });
  const cache = { host: primary, port: 6379 };
  const silence = { outcome: 'silence', connecting: true, readyState: 'opening' };
  expect(await stage.call('open', cache)).toMatchObject({ outcome: 'connect' });
  expect(await stage.call('open', { ...cache, host: '127.0.2.1' })).toMatchObject({ outcome: 'connect' });
  expect(await stage.call('open', { ...cache, host: 'sessions.example.internal' })).toMatchObject({
    outcome: 'connect',
  });
  expect(await stage.call('open', { ...cache, port: 6380 })).toEqual(silence);
  expect(await stage.call('open', { host: '10.0.0.7', port: 6379 })).toEqual(silence);

  deploy('open');
  expect(await stage.call('open', cache)).toEqual(silence);
  expect(await stage.call('open', { ...cache, host: 'sessions.example.internal' })).toEqual(silence);
  expect(await stage.call('open', { host: '127.0.2.1', port: 6379 })).toEqual(silence);
});

test('a cut link also hangs what connects to a cache behind it', async () => {
  deploy('open', { inVpc: true });
  stage.network.cut('us-east-1', 'us-west-2');
  for (const host of [primary, '127.0.2.1', 'sessions.example.internal'])
    expect(await stage.call('open', { host, port: 6379 })).toMatchObject({ outcome: 'silence', connecting: true });
  deploy('redis', { inVpc: true });
  expect(await stage.call('redis', { host: primary, port: 6379 })).toMatchObject({ message: 'connect ETIMEDOUT' });
});

test.each([
  ['the laptop itself', '127.0.0.1'],
  ['localhost', 'localhost'],
  ['the Internet', '93.184.216.34'],
  ['a name that leads there', 'public.example.com'],
])('%s is refused, loudly', async (_, host) => {
  deploy('open', { inVpc: true });
  expect(await stage.call('open', { host, port: front.port })).toMatchObject({
    outcome: {
      code: 'ECONNREFUSED',
      message: expect.stringContaining(`${host}:${front.port}: the sandbox's functions`),
    },
  });
  expect(front.received).toEqual([]);
});

test('no other way to connect escapes', async () => {
  deploy('openOtherwise');
  expect(await stage.call('openOtherwise', { host: '127.0.0.1', port: front.port })).toEqual({
    netConnect: 'ECONNREFUSED',
    socket: 'ECONNREFUSED',
    tls: 'ECONNREFUSED',
    http: 'ECONNREFUSED',
    fetch: 'ECONNREFUSED',
  });
});

test('names are answered by the sandbox’s DNS in every way Node asks', async () => {
  deploy('names');
  expect(await stage.call('names', { name: 'sessions.example.internal' })).toEqual({
    lookup: { address: '127.0.2.1', family: 4 },
    lookupAll: [{ address: '127.0.2.1', family: 4 }],
    lookupAsync: { address: '127.0.2.1', family: 4 },
    resolve4: ['127.0.2.1'],
    withTtl: [{ address: '127.0.2.1', ttl: 5 }],
    cname: [primary],
    txt: [['epoch=7', 'us-west-2']],
  });
  expect(await stage.call('names', { name: 'nowhere.example.com' })).toMatchObject({
    lookup: { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND nowhere.example.com' },
    resolve4: { code: 'ENOTFOUND', message: 'queryA ENOTFOUND nowhere.example.com' },
    txt: { code: 'ENOTFOUND', message: 'queryTxt ENOTFOUND _failover.nowhere.example.com' },
  });
});

test('in a dark Region nothing starts, and what runs hears of nothing until its timeout', async () => {
  deploy('describe', { timeoutMs: 800 });
  await stage.call('describe', { region: 'us-east-1' });
  const running = stage.invoke('describe', { region: 'us-east-1' });
  stage.network.blackout('us-east-1');
  const late = stage.invoke('describe', { region: 'us-east-1' });

  expect(JSON.parse((await running).payload)).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(stage.phases('describe')).toEqual(['cold', 'start', 'end', 'start', 'end']);
  stage.network.heal('us-east-1');
  expect(JSON.parse((await late).payload)).toEqual({ answered: true });
});
