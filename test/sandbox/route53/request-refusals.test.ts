import { expect, test } from '@jest/globals';
import { type Change, cname, populatedZone, WEST, weighted, ZONE } from './zone-under-test.ts';

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
  const { change, list } = await populatedZone();
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
  const { call } = await populatedZone();

  await expect(call(operation, input)).rejects.toMatchObject({
    code,
    status,
    message: expect.stringContaining(message),
  });
});
