import { expect, test } from '@jest/globals';
import { type Change, cname, EAST, set, txt, WEST, weighted, ZONE, zoneUnderTest } from './zone-under-test.ts';

/** Each batch is refused by a zone that holds these; every message is the whole answer. */
const setUp = async () => {
  const zone = zoneUnderTest();
  await zone.change(
    ['CREATE', cname(EAST)],
    ['CREATE', set('a.example.internal', 'A', '10.0.0.1')],
    ['CREATE', weighted('one', 1, EAST)],
    ['CREATE', set('simple.example.internal', 'A', '10.0.0.1')],
  );
  return zone;
};
const name = (first: string) => `${first}.example.internal.`;
const long = 'x'.repeat(256);
const many = (count: number) => Array.from({ length: count }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
const fat = (count: number) => Array.from({ length: count }, (_, n) => `"${String(n).padEnd(198, 'x')}"`);

test.each<[string, Change[], ...string[]]>([
  [
    'a CREATE of what exists',
    [['CREATE', cname(WEST)]],
    `Tried to create resource record set [name='${name('sessions')}', type='CNAME'] but it already exists`,
  ],
  [
    'a CREATE of a weighted set that exists',
    [['CREATE', weighted('one', 1, EAST)]],
    `Tried to create resource record set [name='${name('w')}', type='CNAME', set-identifier='one'] but it already exists`,
  ],
  [
    'a DELETE of what is not there',
    [['DELETE', txt('1')]],
    `Tried to delete resource record set [name='${name('_failover.sessions')}', type='TXT'] but it was not found`,
  ],
  [
    'a DELETE with another value',
    [['DELETE', cname(WEST)]],
    `Tried to delete resource record set [name='${name('sessions')}', type='CNAME'] but the values provided do not match the current values`,
  ],
  [
    'a DELETE with another TTL',
    [['DELETE', { ...cname(EAST), TTL: 60 }]],
    `Tried to delete resource record set [name='${name('sessions')}', type='CNAME'] but the values provided do not match the current values`,
  ],
  [
    'a DELETE with another weight',
    [['DELETE', weighted('one', 2, EAST)]],
    `Tried to delete resource record set [name='${name('w')}', type='CNAME', set-identifier='one'] but the values provided do not match the current values`,
  ],
  [
    'a CNAME at the apex',
    [['CREATE', cname(EAST, 'example.internal')]],
    'RRSet of type CNAME with DNS name example.internal. is not permitted at apex in zone example.internal.',
  ],
  [
    'a CNAME beside another record',
    [['CREATE', cname(EAST, 'a.example.internal')]],
    `RRSet of type CNAME with DNS name ${name('a')} is not permitted as it conflicts with other records with the same DNS name in zone example.internal.`,
  ],
  [
    'a TXT beside a CNAME',
    [['CREATE', txt('1', 'sessions.example.internal')]],
    `RRSet of type TXT with DNS name ${name('sessions')} is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.internal.`,
  ],
  [
    'a name outside the zone',
    [['CREATE', set('a.example.com', 'A', '10.0.0.1')]],
    'RRSet with DNS name a.example.com. is not permitted in zone example.internal.',
  ],
  [
    'a name that only ends alike',
    [['CREATE', set('badexample.internal', 'A', '10.0.0.1')]],
    'RRSet with DNS name badexample.internal. is not permitted in zone example.internal.',
  ],
  [
    'an empty label',
    [['CREATE', set('a..example.internal', 'A', '10.0.0.1')]],
    "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..example.internal.'",
  ],
  [
    'a label of 64',
    [['CREATE', set(`${'l'.repeat(64)}.example.internal`, 'A', '10.0.0.1')]],
    `FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '${'l'.repeat(64)}.example.internal.'`,
  ],
  [
    'a simple set beside a weighted one',
    [['CREATE', cname(EAST, 'w.example.internal')]],
    `RRSet with DNS name ${name('w')}, type CNAME cannot be created as other RRSets exist with the same name and type.`,
  ],
  [
    'a weighted set beside a simple one',
    [['CREATE', { ...set('simple.example.internal', 'A', '10.0.0.2'), SetIdentifier: 's', Weight: 1 }]],
    `RRSet with DNS name ${name('simple')}, type A, SetIdentifier s cannot be created as a non-weighted set exists with the same name and type.`,
  ],
  [
    'a failover set beside a weighted one',
    [['CREATE', { ...cname(EAST, 'w.example.internal'), SetIdentifier: 'f', Failover: 'PRIMARY' }]],
    `RRSet with DNS name ${name('w')}, type CNAME, SetIdentifier f cannot be created as a non-failover set exists with the same name and type.`,
  ],
  [
    'the same set twice',
    [
      ['UPSERT', cname(WEST)],
      ['UPSERT', cname(WEST)],
    ],
    `The request contains an invalid set of changes for a resource record set 'CNAME ${name('sessions')}'`,
  ],
  [
    'CREATE, then DELETE',
    [
      ['CREATE', txt('1')],
      ['DELETE', txt('1')],
    ],
    `The request contains an invalid set of changes for a resource record set 'TXT ${name('_failover.sessions')}'`,
  ],
  [
    'no address',
    [['CREATE', set('b.example.internal', 'A', 'host.example.com')]],
    "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with 'host.example.com''",
  ],
  [
    'an IPv4 address in AAAA',
    [['CREATE', set('b.example.internal', 'AAAA', '10.0.0.1')]],
    "Invalid Resource Record: 'FATAL problem: AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '10.0.0.1''",
  ],
  [
    'a space in a CNAME',
    [['UPSERT', cname('a b')]],
    "Invalid Resource Record: 'FATAL problem: CNAMERRDATANotSingleField (Value contains spaces) encountered with 'a b''",
  ],
  [
    'an empty value',
    [['UPSERT', cname('')]],
    "Invalid Resource Record: 'FATAL problem: CNAMERRDATANotSingleField (Value is empty) encountered with '''",
  ],
  [
    'two values in a CNAME',
    [['UPSERT', set('sessions.example.internal', 'CNAME', EAST, WEST)]],
    `RRSet of type CNAME with DNS name ${name('sessions')} must contain exactly one resource record`,
  ],
  [
    'an unquoted TXT',
    [['CREATE', set('t.example.internal', 'TXT', 'epoch=3')]],
    "Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks) encountered with 'epoch=3''",
  ],
  [
    'an open quote',
    [['CREATE', set('t.example.internal', 'TXT', '"a" "b')]],
    "Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks) encountered with '\"a\" \"b''",
  ],
  [
    'a string of 256',
    [['CREATE', txt(long)]],
    `Invalid Resource Record: 'FATAL problem: CharacterStringTooLong (Value is too long) encountered with '"${long}"''`,
  ],
  [
    'the same value twice',
    [['CREATE', set('b.example.internal', 'A', '10.0.0.1', '10.0.0.1')]],
    "Duplicate Resource Record: '10.0.0.1'",
  ],
  [
    'a zone without NS',
    [['DELETE', apexNs()]],
    'A HostedZone must contain at least one NS record for the zone itself.',
  ],
  [
    'an SOA below the apex',
    [['CREATE', set('s.example.internal', 'SOA', 'a. b. 1 2 3 4 5')]],
    'A HostedZone must contain exactly one SOA record.',
  ],
  [
    'an alias to nothing',
    [['CREATE', alias('gone.example.internal')]],
    `Tried to create an alias that targets gone.example.internal., type A in zone ${ZONE}, but that target was not found`,
  ],
  [
    '1001 values',
    [['CREATE', set('m.example.internal', 'A', ...many(1001))]],
    'Number of records limit of 1000 exceeded.',
  ],
  [
    '501 values upserted',
    [['UPSERT', set('m.example.internal', 'A', ...many(501))]],
    'Number of records limit of 1000 exceeded.',
  ],
  [
    '32,200 characters',
    [['CREATE', set('m.example.internal', 'TXT', ...fat(161))]],
    'Number of characters limit of 32000 exceeded.',
  ],
  [
    'several problems',
    [
      ['CREATE', cname(WEST)],
      ['DELETE', txt('1')],
    ],
    `Tried to create resource record set [name='${name('sessions')}', type='CNAME'] but it already exists`,
    `Tried to delete resource record set [name='${name('_failover.sessions')}', type='TXT'] but it was not found`,
  ],
])('refuses %s with InvalidChangeBatch', async (_, changes, ...messages) => {
  const { change, list, history } = await setUp();
  const before = await list();
  const effects = history.entries.length;

  await expect(change(...changes)).rejects.toMatchObject({
    code: 'InvalidChangeBatch',
    status: 400,
    message: `[${messages.join(', ')}]`,
    members: { messages },
  });
  expect(await list()).toEqual(before);
  expect(history.entries).toHaveLength(effects);
});

const within = (action: string, type = 'CNAME') =>
  `in Change with [Action=${action}, Name=sessions.example.internal, Type=${type}, SetIdentifier=null]`;
const ONE_OF =
  'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found';

test.each<[string, Change[], string, string]>([
  ['no change', [], 'InvalidInput', "Value '[]' at 'changeBatch.changes'"],
  ['no TTL', [['UPSERT', { ...cname(WEST), TTL: undefined }]], 'InvalidInput', `${ONE_OF} none ${within('UPSERT')}`],
  [
    'no values',
    [['DELETE', { ...cname(WEST), ResourceRecords: [] }]],
    'InvalidInput',
    `${ONE_OF} none ${within('DELETE')}`,
  ],
  [
    'an alias with a TTL',
    [['UPSERT', { ...cname(WEST), AliasTarget: {} }]],
    'InvalidInput',
    `${ONE_OF} more than one ${within('UPSERT')}`,
  ],
  ['no name', [['UPSERT', { ...cname(WEST), Name: '' }]], 'InvalidInput', "Missing field 'Name'"],
  [
    'a weight without an identifier',
    [['UPSERT', { ...cname(WEST), Weight: 1 }]],
    'InvalidInput',
    `Invalid request: Missing field 'SetIdentifier' ${within('UPSERT')}`,
  ],
  [
    'an identifier without a policy',
    [['UPSERT', { ...cname(WEST), SetIdentifier: 'x' }]],
    'InvalidInput',
    'but found none in Change with',
  ],
  [
    'two policies',
    [['UPSERT', { ...weighted('x', 1, WEST), Failover: 'PRIMARY' }]],
    'InvalidInput',
    'but found more than one in',
  ],
  ['a negative TTL', [['UPSERT', { ...cname(WEST), TTL: -1 }]], 'InvalidInput', 'greater than or equal to 0'],
  ['a huge TTL', [['UPSERT', { ...cname(WEST), TTL: 2 ** 31 }]], 'InvalidInput', 'less than or equal to 2147483647'],
  ['a weight of 256', [['UPSERT', weighted('x', 256, WEST)]], 'InvalidInput', 'less than or equal to 255'],
  ['an unknown action', [['REPLACE' as never, cname(WEST)]], 'InvalidInput', "Value 'REPLACE'"],
  ['a health check', [['UPSERT', { ...weighted('x', 1, WEST), HealthCheckId: 'h-1' }]], 'NoSuchHealthCheck', 'h-1'],
])('refuses a malformed request: %s', async (_, changes, code, message) => {
  const { change, list } = await setUp();
  const before = await list();

  await expect(change(...changes)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  expect(await list()).toEqual(before);
});

test.each<[string, object, string, number, string]>([
  [
    'ListResourceRecordSets',
    { HostedZoneId: 'Z0NONE' },
    'NoSuchHostedZone',
    404,
    'No hosted zone found with ID: Z0NONE',
  ],
  ['GetHostedZone', { Id: 'Z0NONE' }, 'NoSuchHostedZone', 404, 'No hosted zone found with ID: Z0NONE'],
  [
    'ChangeResourceRecordSets',
    { HostedZoneId: 'Z0NONE' },
    'NoSuchHostedZone',
    404,
    'No hosted zone found with ID: Z0NONE',
  ],
  ['GetChange', { Id: 'C0NONE' }, 'NoSuchChange', 404, 'Could not find resource with ID: C0NONE'],
  ['ListResourceRecordSets', { HostedZoneId: ZONE, StartRecordType: 'A' }, 'InvalidInput', 400, 'no record name'],
  ['ListResourceRecordSets', { HostedZoneId: ZONE, MaxItems: 0 }, 'InvalidInput', 400, 'MaxItems'],
  ['ListHostedZones', { Marker: 'Z0NONE' }, 'InvalidInput', 400, 'Z0NONE'],
])('%s %j is refused with %s', async (operation, input, code, status, message) => {
  const { call } = await setUp();

  await expect(call(operation, input)).rejects.toMatchObject({
    code,
    status,
    message: expect.stringContaining(message),
  });
});

function apexNs() {
  const servers = [
    'ns-0.awsdns-00.com.',
    'ns-512.awsdns-00.net.',
    'ns-1024.awsdns-00.org.',
    'ns-1536.awsdns-00.co.uk.',
  ];
  return { ...set('example.internal', 'NS', ...servers), TTL: 172_800 };
}

function alias(DNSName: string) {
  return {
    Name: 'l.example.internal',
    Type: 'A',
    AliasTarget: { HostedZoneId: ZONE, DNSName, EvaluateTargetHealth: false },
  };
}
