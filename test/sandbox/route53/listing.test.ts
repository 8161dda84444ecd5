import { expect, test } from '@jest/globals';
import { normaliseName } from '../../../sandbox/aws/services/route53/names.ts';
import { cname, EAST, set, txt, WEST, weighted, zoneUnderTest } from './zone-under-test.ts';

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
  while (start && seen.length < 10) {
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
  expect(ResourceRecordSets.map(({ Name }) => Name)).toEqual(['sessions.example.internal.']);
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
