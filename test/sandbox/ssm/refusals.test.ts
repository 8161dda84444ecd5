import { expect, test } from '@jest/globals';
import { createSsm } from '../../../sandbox/aws/services/ssm.ts';
import { History } from '../../../sandbox/history.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

const setUp = async () => {
  const clock = manualClock();
  const history = new History(clock);
  const ssm = createSsm({ clock, history, account: '111122223333' });
  const call = callService(ssm);
  await call('PutParameter', { Name: '/a/b', Value: 'one', Type: 'String' });
  await call('PutParameter', { Name: '/a/n', Value: '12', Type: 'String', AllowedPattern: '\\d{1,4}' });
  await call('PutParameter', { Name: '/a/big', Value: 'x', Type: 'String', Tier: 'Advanced' });
  return { call, history };
};

const put = (members: object) => ['PutParameter', { Type: 'String', Value: 'x', ...members }] as const;
const deep = (levels: number) => '/l'.repeat(levels);

test.each<[string, string, string, object, string]>([
  [
    'an existing name',
    'ParameterAlreadyExists',
    ...put({ Name: '/a/b' }),
    'To overwrite this value, set the overwrite',
  ],
  ['no type', 'ValidationException', ...put({ Name: '/n', Type: undefined }), 'A parameter type is required'],
  ['an unknown type', 'ValidationException', ...put({ Name: '/n', Type: 'Text' }), "Value 'Text' at 'type' failed"],
  ['an unknown tier', 'ValidationException', ...put({ Name: '/n', Tier: 'Cheap' }), "Value 'Cheap' at 'tier' failed"],
  ['an empty value', 'ValidationException', ...put({ Name: '/n', Value: '' }), 'length greater than or equal to 1'],
  [
    '4097 bytes',
    'ValidationException',
    ...put({ Name: '/n', Value: 'x'.repeat(4097) }),
    'maximum parameter value of 4096',
  ],
  ['2 bytes a letter', 'ValidationException', ...put({ Name: '/n', Value: 'é'.repeat(2049) }), 'of 4096 characters'],
  ['8193 bytes', 'ValidationException', ...put({ Name: '/n', Value: 'x'.repeat(8193), Tier: 'Advanced' }), 'of 8192'],
  ['nesting', 'ValidationException', ...put({ Name: '/n', Value: '{{ssm:/a/b}}' }), "can't nest another parameter"],
  ['16 levels', 'HierarchyLevelLimitExceededException', ...put({ Name: deep(16) }), 'maximum of 15 levels'],
  ['/aws', 'AccessDeniedException', ...put({ Name: '/aws/x' }), 'No access to reserved parameter name: aws/x.'],
  ['/AWS', 'AccessDeniedException', ...put({ Name: '/AWSome' }), 'No access to reserved parameter name: AWSome.'],
  ['aws', 'ValidationException', ...put({ Name: 'awsome' }), 'can\'t be prefixed with "aws" or "ssm"'],
  ['/ssm', 'ValidationException', ...put({ Name: '/ssm/x' }), 'can\'t be prefixed with "ssm"'],
  ['a space inside', 'ValidationException', ...put({ Name: '/a b' }), 'letters, numbers and the following 3 symbols'],
  ['a traversal', 'ValidationException', ...put({ Name: '/a//b' }), 'letters, numbers and the following 3 symbols'],
  ['a path without its slash', 'ValidationException', ...put({ Name: 'a/b' }), 'must be a fully qualified name'],
  ['a name too long', 'ValidationException', ...put({ Name: `/${'n'.repeat(1000)}` }), '1011 characters'],
  [
    'another type',
    'HierarchyTypeMismatchException',
    ...put({ Name: '/a/b', Type: 'SecureString', Overwrite: true }),
    'does not support changing a parameter type',
  ],
  [
    'a mismatch',
    'ParameterPatternMismatchException',
    ...put({ Name: '/a/n', Value: '12345', Overwrite: true }),
    'cannot be validated against allowedPattern: \\d{1,4}',
  ],
  [
    'a bad pattern',
    'InvalidAllowedPatternException',
    ...put({ Name: '/n', AllowedPattern: '(' }),
    'regular expression',
  ],
  [
    'a downgrade',
    'ValidationException',
    ...put({ Name: '/a/big', Tier: 'Standard', Overwrite: true }),
    "You can't downgrade",
  ],
  [
    'tags on overwrite',
    'ValidationException',
    ...put({ Name: '/a/b', Overwrite: true, Tags: [{ Key: 'k', Value: 'v' }] }),
    "tags and overwrite can't be used together",
  ],
  ['no such parameter', 'ParameterNotFound', 'GetParameter', { Name: '/none' }, ''],
  [
    'no such version',
    'ParameterVersionNotFound',
    'GetParameter',
    { Name: '/a/b:7' },
    'could not find version 7 of /a/b',
  ],
  ['no such label', 'ParameterVersionNotFound', 'GetParameter', { Name: '/a/b:live' }, 'could not find label live'],
  ['deleting nothing', 'ParameterNotFound', 'DeleteParameter', { Name: '/none' }, ''],
  [
    '11 names',
    'ValidationException',
    'GetParameters',
    { Names: Array(11).fill('/a/b') },
    'length less than or equal to 10',
  ],
  [
    'a path without a slash',
    'ValidationException',
    'GetParametersByPath',
    { Path: 'a' },
    'must begin with a forward slash',
  ],
  [
    '11 results',
    'ValidationException',
    'GetParametersByPath',
    { Path: '/a', MaxResults: 11 },
    'less than or equal to 10',
  ],
  ['51 results', 'ValidationException', 'DescribeParameters', { MaxResults: 51 }, 'less than or equal to 50'],
  ['no result', 'ValidationException', 'DescribeParameters', { MaxResults: 0 }, 'greater than or equal to 1'],
  ['a bad token', 'InvalidNextToken', 'DescribeParameters', { NextToken: 'zzz' }, "token isn't valid"],
  [
    'a bad key',
    'InvalidFilterKey',
    'GetParametersByPath',
    { Path: '/', ParameterFilters: [{ Key: 'Name', Values: ['a'] }] },
    'not valid: Name',
  ],
  [
    'a bad option',
    'InvalidFilterOption',
    'DescribeParameters',
    { ParameterFilters: [{ Key: 'Type', Option: 'Contains', Values: ['S'] }] },
    'not valid: Contains',
  ],
  ['no filter value', 'InvalidFilterValue', 'DescribeParameters', { ParameterFilters: [{ Key: 'Name' }] }, 'missing'],
])('refuses %s with %s, and nothing changes', async (_, code, operation, input, words) => {
  const { call, history } = await setUp();
  const effects = history.entries.length;

  await expect(call(operation, input)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  expect(history.entries).toHaveLength(effects);
});

test.each([
  ['15 levels', { Name: deep(15) }],
  ['4096 bytes', { Name: '/n', Value: 'x'.repeat(4096) }],
  ['8192 bytes, advanced', { Name: '/n', Value: 'x'.repeat(8192), Tier: 'Advanced' }],
  ['4097 bytes, tier chosen by the service', { Name: '/n', Value: 'x'.repeat(4097), Tier: 'Intelligent-Tiering' }],
  ['spaces around the name', { Name: ' /n ' }],
  ['a value that fits the pattern', { Name: '/a/n', Value: '9999', Overwrite: true }],
])('takes %s', async (_, members) => {
  const { call } = await setUp();

  await expect(call(...put(members))).resolves.toMatchObject({ Version: expect.any(Number) });
});
