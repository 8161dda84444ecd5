import { expect, test } from '@jest/globals';
import { createResolver } from '../../../sandbox/dns.ts';
import { cname, EAST, set, txt, WEST, weighted, ZONE, zoneUnderTest } from '../route53/zone-under-test.ts';

const setUp = async () => {
  const zone = zoneUnderTest();
  await zone.change(
    ['CREATE', cname(EAST)],
    ['CREATE', txt('1 us-east-1')],
    ['CREATE', set('two.example.internal', 'A', '10.0.0.1', '10.0.0.2')],
    ['CREATE', set('deep.below.example.internal', 'A', '10.0.0.3')],
    ['CREATE', set('*.wild.example.internal', 'A', '10.0.0.4')],
    ['CREATE', set('known.wild.example.internal', 'TXT', '"here"')],
    ['CREATE', cname('www.example.com', 'away.example.internal')],
    ['CREATE', cname('gone.example.internal', 'dangling.example.internal')],
    ['CREATE', cname('loop-b.example.internal', 'loop-a.example.internal')],
    ['CREATE', cname('loop-a.example.internal', 'loop-b.example.internal')],
    ['CREATE', alias],
    ['CREATE', weighted('east', 30, EAST)],
    ['CREATE', weighted('west', 70, WEST)],
    ['CREATE', failover('SECONDARY', WEST)],
    ['CREATE', failover('PRIMARY', EAST)],
  );
  return zone;
};
const alias = {
  Name: 'alias.example.internal',
  Type: 'A',
  AliasTarget: { HostedZoneId: ZONE, DNSName: 'two.example.internal', EvaluateTargetHealth: false },
};
const failover = (Failover: string, target: string) => ({
  ...cname(target, 'f.example.internal'),
  SetIdentifier: Failover,
  Failover,
});

test.each<[string, string, string, readonly string[]]>([
  ['sessions.example.internal', 'CNAME', 'NOERROR', [`5 CNAME ${EAST}`]],
  ['sessions.example.internal', 'A', 'NOERROR', [`5 CNAME ${EAST}`, '5 A 127.0.1.1']],
  ['SESSIONS.Example.Internal.', 'A', 'NOERROR', [`5 CNAME ${EAST}`, '5 A 127.0.1.1']],
  ['sessions.example.internal', 'TXT', 'NOERROR', [`5 CNAME ${EAST}`]],
  ['_failover.sessions.example.internal', 'TXT', 'NOERROR', ['5 TXT 1 us-east-1']],
  ['two.example.internal', 'A', 'NOERROR', ['5 A 10.0.0.1', '5 A 10.0.0.2']],
  ['two.example.internal', 'AAAA', 'NOERROR', []],
  ['below.example.internal', 'A', 'NOERROR', []],
  ['none.example.internal', 'A', 'NXDOMAIN', []],
  ['any.wild.example.internal', 'A', 'NOERROR', ['5 A 10.0.0.4']],
  ['known.wild.example.internal', 'A', 'NOERROR', []],
  ['away.example.internal', 'A', 'NOERROR', ['5 CNAME www.example.com']],
  ['dangling.example.internal', 'A', 'NXDOMAIN', ['5 CNAME gone.example.internal']],
  ['alias.example.internal', 'A', 'NOERROR', ['5 A 10.0.0.1', '5 A 10.0.0.2']],
  ['f.example.internal', 'A', 'NOERROR', [`5 CNAME ${EAST}`, '5 A 127.0.1.1']],
  [EAST, 'A', 'NOERROR', ['5 A 127.0.1.1']],
  [EAST.toUpperCase(), 'A', 'NOERROR', ['5 A 127.0.1.1']],
  [EAST, 'AAAA', 'NOERROR', []],
  ['nobody.use1.cache.amazonaws.com', 'A', 'NXDOMAIN', []],
  ['www.example.com', 'A', 'REFUSED', []],
  ['badexample.internal', 'A', 'REFUSED', []],
])('%s %s is %s %j', async (name, type, rcode, expected) => {
  const { resolver } = await setUp();
  const { answers, ...rest } = resolver.resolve(name, type);

  expect(rest.rcode).toBe(rcode);
  expect(answers.map((answer) => `${answer.ttl} ${answer.type} ${answer.data}`)).toEqual(expected);
});

test('a "no" says how long it may be kept', async () => {
  const { resolver } = await setUp();

  for (const [name, type] of [
    ['none.example.internal', 'A'],
    ['two.example.internal', 'AAAA'],
  ] as const)
    expect(resolver.resolve(name, type).authorities).toMatchObject([
      { name: 'example.internal', type: 'SOA', data: { minimum: 86_400 } },
    ]);
  expect(resolver.resolve('nobody.use1.cache.amazonaws.com', 'A').authorities).toMatchObject([{ type: 'SOA' }]);
});

test('a loop of CNAMEs ends', async () => {
  const { resolver } = await setUp();

  expect(resolver.resolve('loop-a.example.internal', 'A').answers.length).toBeLessThanOrEqual(8);
});

test('weights divide the answers', async () => {
  const { route53 } = await setUp();
  const answerAt = (random: number) => {
    const resolver = createResolver({ zones: route53.published, names: () => new Map(), random: () => random });
    return resolver.resolve('w.example.internal', 'CNAME').answers[0]?.data;
  };

  expect([0, 0.299, 0.3, 0.999].map(answerAt)).toEqual([EAST, EAST, WEST, WEST]);
});

test('the longest zone answers, a private one before a public one', async () => {
  const { route53, call, resolver } = await setUp();
  route53.createZone({ id: 'Z1', name: 'sub.example.internal', private: false });
  route53.createZone({ id: 'Z2', name: 'sub.example.internal', private: true });
  for (const [zone, ip] of [
    ['Z1', '10.1.1.1'],
    ['Z2', '10.2.2.2'],
  ] as const)
    await call('ChangeResourceRecordSets', {
      HostedZoneId: zone,
      ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: set('x.sub.example.internal', 'A', ip) }] },
    });

  expect(resolver.resolve('x.sub.example.internal', 'A').answers).toMatchObject([{ data: '10.2.2.2' }]);
});
