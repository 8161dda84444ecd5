import { expect, test } from '@jest/globals';
import { normaliseName } from '../../../sandbox/aws/services/route53/names.ts';
import { cname, EAST, set, txt, WEST, weighted, ZONE, zoneUnderTest } from './zone-under-test.ts';

const places = (sets: readonly { Name?: string | undefined; Type?: string | undefined }[]) =>
  sets.map(({ Name, Type }) => `${Name} ${Type}`);

test('a zone begins with its NS and SOA', async () => {
  const { call, list } = zoneUnderTest();

  expect(places((await list()).ResourceRecordSets)).toEqual(['example.internal. NS', 'example.internal. SOA']);
  expect(await call('GetHostedZone', { Id: ZONE })).toMatchObject({
    HostedZone: {
      Id: `/hostedzone/${ZONE}`,
      Name: 'example.internal.',
      Config: { PrivateZone: true },
      ResourceRecordSetCount: 2,
    },
  });
  expect(await call('ListHostedZones', {})).toMatchObject({
    HostedZones: [{ Id: `/hostedzone/${ZONE}` }],
    IsTruncated: false,
  });
});

test('a switch is one batch: the old value goes, the new one and its epoch come', async () => {
  const { change, list, call, history } = zoneUnderTest();
  await change(['CREATE', cname(EAST)], ['CREATE', txt('1 us-east-1')]);

  const { ChangeInfo } = await change(['DELETE', cname(EAST)], ['CREATE', cname(WEST)], ['UPSERT', txt('2 us-west-2')]);

  expect(ChangeInfo).toMatchObject({ Id: expect.stringMatching(/^\/change\/C/), Status: 'PENDING' });
  const { ResourceRecordSets } = await list({ StartRecordName: 'sessions.example.internal', MaxItems: 2 });
  expect(ResourceRecordSets).toMatchObject([
    { Name: 'sessions.example.internal.', TTL: 5, ResourceRecords: [{ Value: WEST }] },
    { Name: '_failover.sessions.example.internal.', ResourceRecords: [{ Value: '"2 us-west-2"' }] },
  ]);
  expect(await call('ListResourceRecordSetProtections', { HostedZoneId: ZONE })).toEqual({
    ResourceRecordSetProtections: [],
  });
  const switched = history.entries.filter((entry) => entry.name === 'route53:ChangeResourceRecordSets').at(-1);
  expect(switched?.detail).toMatchObject({
    zone: ZONE,
    changes: [
      { action: 'DELETE', name: 'sessions.example.internal.', type: 'CNAME', values: [EAST] },
      { action: 'CREATE', name: 'sessions.example.internal.', type: 'CNAME', ttl: 5, values: [WEST] },
      { action: 'UPSERT', type: 'TXT', values: ['"2 us-west-2"'] },
    ],
  });
});

test('a CNAME may replace an A record, and an A record a CNAME, in one batch', async () => {
  const { change, list } = zoneUnderTest();
  const a = set('x.example.internal', 'A', '10.0.0.1');
  const name = cname(EAST, 'x.example.internal');
  await change(['CREATE', a]);

  await change(['CREATE', name], ['DELETE', a]);
  expect(places((await list()).ResourceRecordSets)).toContain('x.example.internal. CNAME');
  await change(['DELETE', name], ['CREATE', a]);
  expect(places((await list()).ResourceRecordSets)).not.toContain('x.example.internal. CNAME');
});

test('a DELETE may name its values in another order', async () => {
  const { change, list } = zoneUnderTest();
  await change(['CREATE', set('x.example.internal', 'A', '10.0.0.1', '10.0.0.2')]);
  await change(['DELETE', set('X.example.internal.', 'A', '10.0.0.2', '10.0.0.1')]);

  expect((await list()).ResourceRecordSets).toHaveLength(2);
});

test('an answer is a copy: changing it changes no zone', async () => {
  const { list } = zoneUnderTest();
  const first = await list();
  for (const each of first.ResourceRecordSets) each.ResourceRecords = [];

  expect((await list()).ResourceRecordSets[0]?.ResourceRecords).not.toEqual([]);
});

test('INSYNC comes after its delay, and only then does DNS answer the new value', async () => {
  const { clock, change, list, call, resolver } = zoneUnderTest({ insync: 10_000 });
  const { ChangeInfo } = await change(['CREATE', cname(EAST)]);
  const { Id } = ChangeInfo as { Id: string };
  const status = async () => (await call('GetChange', { Id })).ChangeInfo;

  clock.advance(9_999);
  expect(await status()).toMatchObject({ Status: 'PENDING' });
  expect((await list()).ResourceRecordSets).toHaveLength(3);
  expect(resolver.resolve('sessions.example.internal', 'CNAME').rcode).toBe('NXDOMAIN');

  clock.advance(1);
  expect(await status()).toMatchObject({ Status: 'INSYNC' });
  expect(resolver.resolve('sessions.example.internal', 'CNAME').answers).toMatchObject([{ data: EAST }]);
});

test('a batch that arrives early is never undone by an older one that arrives late', async () => {
  const { clock, change, delays, resolver } = zoneUnderTest({ insync: 10_000 });
  await change(['CREATE', cname(EAST)]);
  Object.assign(delays, { insync: 1_000 });
  await change(['UPSERT', cname(WEST)]);

  clock.advance(1_000);
  clock.advance(9_000);
  expect(resolver.resolve('sessions.example.internal', 'CNAME').answers).toMatchObject([{ data: WEST }]);
});

test('PENDING for ever', async () => {
  const { clock, change, call } = zoneUnderTest({ insync: Number.POSITIVE_INFINITY });
  const { ChangeInfo } = await change(['CREATE', cname(EAST)]);
  clock.advance(86_400_000);

  expect(await call('GetChange', ChangeInfo as object)).toMatchObject({ ChangeInfo: { Status: 'PENDING' } });
});

test('a zone takes one batch at a time, another zone meanwhile its own', async () => {
  const { clock, route53, change, call } = zoneUnderTest({ apply: 500 });
  route53.createZone({ id: 'Z0OTHER', name: 'other.internal', private: true });
  await change(['CREATE', cname(EAST)]);

  await expect(change(['UPSERT', cname(WEST)])).rejects.toMatchObject({ code: 'PriorRequestNotComplete', status: 400 });
  const elsewhere = { Action: 'CREATE', ResourceRecordSet: set('a.other.internal', 'A', '10.0.0.1') };
  await call('ChangeResourceRecordSets', {
    HostedZoneId: '/hostedzone/Z0OTHER',
    ChangeBatch: { Changes: [elsewhere] },
  });
  clock.advance(500);
  await expect(change(['UPSERT', cname(WEST)])).resolves.toMatchObject({ ChangeInfo: { Status: 'PENDING' } });
});

test('sets are listed by reversed labels, then type, then identifier', async () => {
  const { change, list } = zoneUnderTest();
  await change(
    ['CREATE', weighted('two', 1, EAST)],
    ['CREATE', weighted('one', 1, WEST)],
    ['CREATE', txt('1')],
    ['CREATE', cname(EAST)],
    ['CREATE', set('*.example.internal', 'A', '10.0.0.1')],
    ['CREATE', set('a.z.example.internal', 'A', '10.0.0.1')],
    ['CREATE', set('z-1.example.internal', 'A', '10.0.0.1')],
    ['CREATE', set('z.example.internal', 'TXT', '"t"')],
    ['CREATE', set('z.example.internal', 'A', '10.0.0.1')],
    ['CREATE', set('example.internal', 'A', '10.0.0.1')],
  );
  const { ResourceRecordSets } = await list();

  expect(ResourceRecordSets.map((each) => `${each.Name} ${each.Type} ${each.SetIdentifier ?? ''}`.trim())).toEqual([
    'example.internal. A',
    'example.internal. NS',
    'example.internal. SOA',
    '\\052.example.internal. A',
    'sessions.example.internal. CNAME',
    '_failover.sessions.example.internal. TXT',
    'w.example.internal. CNAME one',
    'w.example.internal. CNAME two',
    'z-1.example.internal. A',
    'z.example.internal. A',
    'z.example.internal. TXT',
    'a.z.example.internal. A',
  ]);
});

test('pages of one meet every set once, weighted ones too', async () => {
  const { change, list } = zoneUnderTest();
  await change(['CREATE', weighted('two', 1, EAST)], ['CREATE', weighted('one', 1, WEST)], ['CREATE', cname(EAST)]);
  const seen: unknown[] = [];
  let start: object | undefined = {};
  while (start) {
    const page = await list({ ...start, MaxItems: 1 });
    seen.push(...page.ResourceRecordSets);
    start = page.IsTruncated
      ? {
          StartRecordName: page.NextRecordName,
          StartRecordType: page.NextRecordType,
          StartRecordIdentifier: page.NextRecordIdentifier,
        }
      : undefined;
  }

  expect(seen).toEqual((await list()).ResourceRecordSets);
  expect(seen).toHaveLength(5);
});

test('a list can start at a name that is not there', async () => {
  const { change, list } = zoneUnderTest();
  await change(['CREATE', cname(EAST)], ['CREATE', set('a.example.internal', 'A', '10.0.0.1')]);

  const { ResourceRecordSets } = await list({ StartRecordName: 'B.EXAMPLE.internal' });
  expect(places(ResourceRecordSets)).toEqual(['sessions.example.internal. CNAME']);
});

test.each([
  ['Sessions.Example.INTERNAL', 'sessions.example.internal.'],
  ['*.example.internal.', '\\052.example.internal.'],
  ['\\052.example.internal', '\\052.example.internal.'],
  ['_failover.sessions.example.internal', '_failover.sessions.example.internal.'],
  ['a\\056b.example.internal', 'a\\056b.example.internal.'],
  ['a b.example.internal', 'a\\040b.example.internal.'],
])('%s is kept as %s', (given, kept) => {
  expect(normaliseName(given)).toBe(kept);
});
