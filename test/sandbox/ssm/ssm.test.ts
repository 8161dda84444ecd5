import { expect, test } from '@jest/globals';
import { createSsm } from '../../../sandbox/aws/services/ssm.ts';
import { History } from '../../../sandbox/history.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

const setUp = () => {
  const clock = manualClock(Date.parse('2026-11-23T12:00:00Z'));
  const history = new History(clock);
  const ssm = createSsm({ clock, history, account: '111122223333' });
  return { clock, history, ssm, east: callService(ssm, 'us-east-1'), west: callService(ssm, 'us-west-2') };
};
const name = '/failover/sessions/endpoint';

test('an overwrite is one version more, and the older ones can still be read', async () => {
  const { clock, west } = setUp();
  expect(await west('PutParameter', { Name: name, Value: 'one', Type: 'String' })).toEqual({
    Version: 1,
    Tier: 'Standard',
  });
  await clock.advance(1000);
  expect(await west('PutParameter', { Name: name, Value: 'two', Overwrite: true })).toMatchObject({ Version: 2 });

  expect(await west('GetParameter', { Name: name })).toEqual({
    Parameter: {
      Name: name,
      Type: 'String',
      Value: 'two',
      Version: 2,
      LastModifiedDate: new Date('2026-11-23T12:00:01Z'),
      ARN: `arn:aws:ssm:us-west-2:111122223333:parameter${name}`,
      DataType: 'text',
    },
  });
  expect(await west('GetParameter', { Name: `${name}:1` })).toMatchObject({
    Parameter: { Value: 'one', Selector: ':1' },
  });
});

test('an ARN names a parameter too', async () => {
  const { west } = setUp();
  await west('PutParameter', { Name: 'plain', Value: 'v', Type: 'String' });

  const arn = 'arn:aws:ssm:us-west-2:111122223333:parameter/plain';
  expect(await west('GetParameter', { Name: arn })).toMatchObject({ Parameter: { Name: 'plain', ARN: arn } });
});

test('Regions share nothing', async () => {
  const { ssm, east, west } = setUp();
  await east('PutParameter', { Name: name, Value: 'east', Type: 'String' });

  await expect(west('GetParameter', { Name: name })).rejects.toMatchObject({ code: 'ParameterNotFound' });
  expect(ssm.value('us-east-1', name)).toBe('east');
  expect(ssm.value('us-west-2', name)).toBeUndefined();
});

test('a hundred versions are kept, the oldest go', async () => {
  const { west } = setUp();
  for (let version = 1; version <= 101; version += 1)
    await west('PutParameter', { Name: name, Value: `v${version}`, Type: 'String', Overwrite: true });

  await expect(west('GetParameter', { Name: `${name}:1` })).rejects.toMatchObject({ code: 'ParameterVersionNotFound' });
  expect(await west('GetParameter', { Name: `${name}:2` })).toMatchObject({ Parameter: { Value: 'v2' } });
  expect(await west('GetParameter', { Name: name })).toMatchObject({ Parameter: { Version: 101 } });
});

test('a SecureString stays sealed without decryption, and never reaches the history', async () => {
  const { history, west } = setUp();
  await west('PutParameter', { Name: '/auth', Value: 'hunter2', Type: 'SecureString' });

  const sealed = await west('GetParameter', { Name: '/auth' });
  expect(JSON.stringify(sealed)).not.toContain('hunter2');
  expect(await west('GetParameter', { Name: '/auth', WithDecryption: true })).toMatchObject({
    Parameter: { Value: 'hunter2' },
  });
  expect(JSON.stringify(history.entries)).not.toContain('hunter2');
});

test('effects tell Region, name, version and value', async () => {
  const { history, west } = setUp();
  await west('PutParameter', { Name: name, Value: 'one', Type: 'String' });
  await west('DeleteParameter', { Name: name });

  expect(history.entries).toMatchObject([
    {
      kind: 'effect',
      region: 'us-west-2',
      name: 'ssm:PutParameter',
      detail: { parameter: name, version: 1, value: 'one' },
    },
    { kind: 'effect', region: 'us-west-2', name: 'ssm:DeleteParameter', detail: { parameter: name } },
  ]);
});

test('GetParameters answers what is there and names what is not', async () => {
  const { west } = setUp();
  await west('PutParameter', { Name: '/a', Value: '1', Type: 'String' });

  expect(await west('GetParameters', { Names: ['/a', '/none', '/a:9'] })).toMatchObject({
    Parameters: [{ Name: '/a', Value: '1' }],
    InvalidParameters: ['/none', '/a:9'],
  });
});

test('a path gives its children, or all below it, page by page', async () => {
  const { west } = setUp();
  for (const each of ['/f/a', '/f/b', '/f/b/c', '/g/x', '/fa', 'root'])
    await west('PutParameter', { Name: each, Value: each, Type: 'String' });
  const names = async (input: object) => {
    const { Parameters } = await west('GetParametersByPath', input);
    return (Parameters as { Name: string }[]).map(({ Name }) => Name);
  };

  expect(await names({ Path: '/f' })).toEqual(['/f/a', '/f/b']);
  expect(await names({ Path: '/f/', Recursive: true })).toEqual(['/f/a', '/f/b', '/f/b/c']);
  expect(await names({ Path: '/' })).toEqual(['/fa', 'root']);
  const first = await west('GetParametersByPath', { Path: '/f', Recursive: true, MaxResults: 2 });
  expect(first).toMatchObject({ Parameters: [{ Name: '/f/a' }, { Name: '/f/b' }], NextToken: expect.any(String) });
  const rest = await west('GetParametersByPath', { Path: '/f', Recursive: true, NextToken: first.NextToken });
  expect(rest).toMatchObject({ Parameters: [{ Name: '/f/b/c' }] });
  expect(rest).not.toHaveProperty('NextToken');
});

test.each([
  [{ ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: ['/f'] }] }, ['/f/a', '/f/b/c']],
  [{ ParameterFilters: [{ Key: 'Name', Option: 'Contains', Values: ['b'] }] }, ['/f/b/c']],
  [{ ParameterFilters: [{ Key: 'Type', Values: ['SecureString'] }] }, ['/f/b/c']],
  [{ ParameterFilters: [{ Key: 'Path', Values: ['/f'] }] }, ['/f/a']],
  [{ ParameterFilters: [{ Key: 'Path', Option: 'Recursive', Values: ['/f'] }] }, ['/f/a', '/f/b/c']],
  [{ Filters: [{ Key: 'Name', Values: ['/g'] }] }, ['/g']],
  [{}, ['/f/a', '/f/b/c', '/g']],
])('DescribeParameters with %j', async (input, expected) => {
  const { west } = setUp();
  await west('PutParameter', { Name: '/f/a', Value: 'secret-a', Type: 'String' });
  await west('PutParameter', { Name: '/f/b/c', Value: 'secret-c', Type: 'SecureString' });
  await west('PutParameter', { Name: '/g', Value: 'secret-g', Type: 'String' });

  const { Parameters } = await west('DescribeParameters', input);
  expect((Parameters as { Name: string }[]).map(({ Name }) => Name)).toEqual(expected);
  expect(JSON.stringify(Parameters)).not.toContain('secret-');
});

test('the role that wrote is the last modifier', async () => {
  const { west } = setUp();
  const roleArn = 'arn:aws:iam::111122223333:role/publish';
  await west('PutParameter', { Name: '/a', Value: '1', Type: 'String' }, { principal: { kind: 'role', roleArn } });

  expect(await west('DescribeParameters', {})).toMatchObject({
    Parameters: [{ LastModifiedUser: roleArn, Tier: 'Standard' }],
  });
});
