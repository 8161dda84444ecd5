import { expect, test } from '@jest/globals';
import { journal, Key, setUp, TableName } from './journal-under-test.ts';

test('a table is there at once, in its own Region and at the sandbox’s time, however often it is asked for', async () => {
  const { clock, dynamodb, west, east } = await setUp();
  await clock.advance(60_000);
  const arn = 'arn:aws:dynamodb:us-west-2:111122223333:table/failover-journal';
  expect(await dynamodb.ensureTable('us-west-2', journal)).toEqual({ arn });

  expect(await west('DescribeTable', { TableName })).toMatchObject({
    Table: { TableArn: arn, TableStatus: 'ACTIVE', CreationDateTime: Date.parse('2026-11-23T12:00:00Z') / 1000 },
  });
  expect(await west('ListTables', {})).toEqual({ TableNames: [TableName] });
  await expect(east('DescribeTable', { TableName })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

test('a GlobalTable of CloudFormation, which tells no throughput, is a table too', async () => {
  const { dynamodb, west } = await setUp();
  const { BillingMode: _, ...properties } = journal;
  await dynamodb.ensureTable('us-west-2', {
    ...properties,
    TableName: 'global',
    Replicas: [{ Region: 'us-west-2' }],
  } as never);

  expect(await west('DescribeTable', { TableName: 'global' })).toMatchObject({
    Table: { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } },
  });
});

test('items are of one Region', async () => {
  const { dynamodb, west, east } = await setUp();
  await dynamodb.ensureTable('us-east-1', journal);
  await west('PutItem', { TableName, Item: { ...Key, owner: { S: 'a' } } });

  expect(await west('GetItem', { TableName, Key })).toEqual({ Item: { ...Key, owner: { S: 'a' } } });
  expect(await east('GetItem', { TableName, Key })).toEqual({});
});

test('queries, scans and batches', async () => {
  const { history, west } = await setUp();
  const item = (entry: string) => ({ datastore: { S: 'sessions' }, entry: { S: entry } });
  const put = (entry: string) => ({ PutRequest: { Item: item(entry) } });
  await west('BatchWriteItem', { RequestItems: { [TableName]: [put('a'), put('b'), put('c')] } });
  await west('BatchWriteItem', { RequestItems: { [TableName]: [{ DeleteRequest: { Key: item('b') } }] } });

  const prefix = { ':d': { S: 'sessions' } };
  expect(
    await west('Query', {
      TableName,
      KeyConditionExpression: 'datastore = :d',
      ExpressionAttributeValues: prefix,
      ScanIndexForward: false,
    }),
  ).toMatchObject({ Count: 2, Items: [item('c'), item('a')] });
  expect(await west('Scan', { TableName })).toMatchObject({ Count: 2 });
  expect(await west('BatchGetItem', { RequestItems: { [TableName]: { Keys: [item('a'), item('b')] } } })).toMatchObject(
    {
      Responses: { [TableName]: [item('a')] },
    },
  );
  const noted = history.entries.map(({ detail }) => detail);
  expect(history.entries.every(({ name }) => name === 'dynamodb:BatchWriteItem')).toBe(true);
  expect(noted).toMatchObject([
    { key: { entry: 'a' }, after: { entry: 'a' } },
    { key: { entry: 'b' }, after: { entry: 'b' } },
    { key: { entry: 'c' }, after: { entry: 'c' } },
    { key: { entry: 'b' }, before: { entry: 'b' } },
  ]);
  expect(noted.at(-1)).not.toHaveProperty('after');
});

test.each<[string, object, string]>([
  ['GetItem', { TableName: 'no-such-table', Key }, 'ResourceNotFoundException'],
  ['UpdateItem', { TableName: 'no-such-table', Key }, 'ResourceNotFoundException'],
  ['PutItem', { TableName, Item: { datastore: { S: 'x' } } }, 'ValidationException'],
  ['UpdateItem', { TableName, Key, UpdateExpression: 'SET' }, 'ValidationException'],
  ['CreateTable', { ...journal }, 'ResourceInUseException'],
  ['BatchWriteItem', { RequestItems: {} }, 'ValidationException'],
])('%s of %j is refused with %s, without an effect', async (operation, input, code) => {
  const { history, west } = await setUp();

  await expect(west(operation, input)).rejects.toMatchObject({ name: 'AwsError', code, status: 400 });
  expect(history.entries).toEqual([]);
});
