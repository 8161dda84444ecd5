import { expect, test } from '@jest/globals';
import { cname, EAST, set, txt, WEST, ZONE, zoneUnderTest } from './zone-under-test.ts';

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

  await clock.advance(9_999);
  expect(await status()).toMatchObject({ Status: 'PENDING' });
  expect((await list()).ResourceRecordSets).toHaveLength(3);
  expect(resolver.resolve('sessions.example.internal', 'CNAME').rcode).toBe('NXDOMAIN');

  await clock.advance(1);
  expect(await status()).toMatchObject({ Status: 'INSYNC' });
  expect(resolver.resolve('sessions.example.internal', 'CNAME').answers).toMatchObject([{ data: EAST }]);
});

test('a batch that arrives early is never undone by an older one that arrives late', async () => {
  const { clock, change, delays, resolver } = zoneUnderTest({ insync: 10_000 });
  await change(['CREATE', cname(EAST)]);
  Object.assign(delays, { insync: 1_000 });
  await change(['UPSERT', cname(WEST)]);

  await clock.advance(1_000);
  await clock.advance(9_000);
  expect(resolver.resolve('sessions.example.internal', 'CNAME').answers).toMatchObject([{ data: WEST }]);
});

test('PENDING for ever', async () => {
  const { clock, change, call } = zoneUnderTest({ insync: Number.POSITIVE_INFINITY });
  const { ChangeInfo } = await change(['CREATE', cname(EAST)]);
  await clock.advance(86_400_000);

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
  await clock.advance(500);
  await expect(change(['UPSERT', cname(WEST)])).resolves.toMatchObject({ ChangeInfo: { Status: 'PENDING' } });
});
