import { execFile, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, expect, test } from '@jest/globals';
import { type DecodedPacket, decode, encode, streamDecode, streamEncode } from 'dns-packet';
import { type Dns, startDns } from '../../../sandbox/dns.ts';
import { cname, EAST, set, txt, WEST, zoneUnderTest } from '../route53/zone-under-test.ts';

const open: Dns[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((dns) => dns.close()));
});

const setUp = async () => {
  const zone = zoneUnderTest();
  await zone.change(
    ['CREATE', cname(EAST)],
    ['CREATE', txt('1 us-east-1')],
    ['CREATE', set('many.example.internal', 'A', ...Array.from({ length: 60 }, (_, n) => `10.0.0.${n}`))],
    ['CREATE', set('m.example.internal', 'MX', '10 mail.example.internal')],
    ['CREATE', set('s.example.internal', 'SRV', '1 2 6379 two.example.internal')],
  );
  const names = () =>
    new Map([
      [EAST, '127.0.1.1'],
      [WEST, '127.0.2.1'],
    ]);
  const dns = await startDns({ zones: zone.route53.published, names, history: zone.history });
  open.push(dns);
  const resolver = new Resolver({ timeout: 1_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${dns.port}`]);
  return { ...zone, dns, client: resolver };
};

const askUdp = async (port: number, query: Uint8Array): Promise<DecodedPacket> => {
  const socket = createSocket('udp4');
  socket.send(query, port, '127.0.0.1');
  const [reply] = await once(socket, 'message');
  socket.close();
  return decode(reply);
};

const query = (name: string, type: 'A' | 'TXT', members: object = {}) =>
  encode({ type: 'query', id: 7, flags: 256, questions: [{ name, type }], ...members });

test('a stock client resolves names, chains, texts and refusals', async () => {
  const { client } = await setUp();

  expect(await client.resolve4('sessions.example.internal', { ttl: true })).toEqual([{ address: '127.0.1.1', ttl: 5 }]);
  expect(await client.resolveCname('sessions.example.internal')).toEqual([EAST]);
  expect(await client.resolveTxt('_failover.sessions.example.internal')).toEqual([['1 us-east-1']]);
  expect(await client.resolveMx('m.example.internal')).toEqual([
    expect.objectContaining({ priority: 10, exchange: 'mail.example.internal' }),
  ]);
  expect(await client.resolveSrv('s.example.internal')).toEqual([
    expect.objectContaining({ priority: 1, weight: 2, port: 6379, name: 'two.example.internal' }),
  ]);
  expect(await client.resolveSoa('example.internal')).toMatchObject({ hostmaster: 'awsdns-hostmaster.amazon.com' });
  expect(await client.resolveNs('example.internal')).toHaveLength(4);
  await expect(client.resolve4('none.example.internal')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(client.resolve6('many.example.internal')).rejects.toMatchObject({ code: 'ENODATA' });
  await expect(client.resolve4('www.example.com')).rejects.toMatchObject({ code: 'EREFUSED' });
});

test('a switch reaches the next question', async () => {
  const { client, change, history } = await setUp();
  await client.resolve4('sessions.example.internal');
  await client.resolve4('sessions.example.internal');
  await change(['DELETE', cname(EAST)], ['CREATE', cname(WEST)]);

  expect(await client.resolve4('sessions.example.internal')).toEqual(['127.0.2.1']);
  const noted = history.entries.filter(({ name }) => name === 'dns:AnswerChanged').map(({ detail }) => detail?.answers);
  expect(noted).toEqual([
    [`sessions.example.internal CNAME "${EAST}"`, `${EAST} A "127.0.1.1"`],
    [`sessions.example.internal CNAME "${WEST}"`, `${WEST} A "127.0.2.1"`],
  ]);
});

test('an answer keeps id, question and wish for recursion, and is authoritative', async () => {
  const { dns } = await setUp();

  expect(await askUdp(dns.port, query('SESSIONS.example.internal', 'A'))).toMatchObject({
    id: 7,
    type: 'response',
    flag_aa: true,
    flag_rd: true,
    rcode: 'NOERROR',
    questions: [{ name: 'SESSIONS.example.internal', type: 'A' }],
    answers: [
      { type: 'CNAME', ttl: 5, data: EAST },
      { name: EAST, type: 'A', ttl: 5, data: '127.0.1.1' },
    ],
  });
  expect(await askUdp(dns.port, query('none.example.internal', 'A'))).toMatchObject({
    rcode: 'NXDOMAIN',
    answers: [],
    authorities: [{ type: 'SOA', name: 'example.internal' }],
  });
});

test('what is no proper question is refused or ignored, and the server lives on', async () => {
  const { dns, client } = await setUp();
  const socket = createSocket('udp4');
  socket.send(Buffer.from('nonsense'), dns.port, '127.0.0.1');
  socket.close();

  expect(await askUdp(dns.port, encode({ type: 'query', id: 1, questions: [] }))).toMatchObject({ rcode: 'FORMERR' });
  expect(await askUdp(dns.port, query('example.internal', 'A', { flags: 2 << 11 }))).toMatchObject({ rcode: 'NOTIMP' });
  const chaos = [{ name: 'version.bind', type: 'TXT' as const, class: 'CH' as const }];
  expect(await askUdp(dns.port, encode({ type: 'query', id: 1, questions: chaos }))).toMatchObject({
    rcode: 'REFUSED',
  });
  expect(await client.resolve4('sessions.example.internal')).toEqual(['127.0.1.1']);
});

test('an answer too long for UDP says so, and TCP has it, even in pieces', async () => {
  const { dns, client } = await setUp();
  expect(await askUdp(dns.port, query('many.example.internal', 'A'))).toMatchObject({ flag_tc: true, answers: [] });
  expect(await client.resolve4('many.example.internal')).toHaveLength(60);

  const socket = connect(dns.port, '127.0.0.1');
  const bytes = streamEncode({ type: 'query', id: 9, questions: [{ name: 'many.example.internal', type: 'A' }] });
  socket.write(bytes.subarray(0, 5));
  socket.write(Buffer.concat([bytes.subarray(5), bytes]));
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk]);
    const length = received.length >= 2 ? 2 + received.readUInt16BE(0) : Number.POSITIVE_INFINITY;
    if (received.length >= 2 * length) break;
  }
  const half = received.length / 2;
  for (const part of [received.subarray(0, half), received.subarray(half)])
    expect(streamDecode(part)).toMatchObject({ id: 9, flag_tc: false, answers: { length: 60 } });
});

test('a taken port is the system’s own error', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  await expect(startDns({ zones: () => [], names: () => new Map(), port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  taken.close();
  await once(taken, 'close');
});

const hasDig = spawnSync('dig', ['-v']).error === undefined;
(hasDig ? test : test.skip)('dig gets the same over UDP and TCP', async () => {
  const { dns } = await setUp();
  const dig = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)('dig', ['@127.0.0.1', '-p', String(dns.port), ...args]);
    return stdout;
  };

  expect(await dig('+short', 'sessions.example.internal')).toBe(`${EAST}.\n127.0.1.1\n`);
  expect(await dig('+short', '+tcp', 'TXT', '_failover.sessions.example.internal')).toBe('"1 us-east-1"\n');
  expect(await dig('none.example.internal')).toMatch(/status: NXDOMAIN/);
  const whole = await dig('sessions.example.internal');
  expect(whole).toMatch(/status: NOERROR/);
  expect(whole).not.toMatch(/WARNING/);
});
