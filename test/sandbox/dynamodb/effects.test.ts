import { expect, test } from '@jest/globals';
import { claim, Key, setUp, TableName } from './journal-under-test.ts';

test('an effect tells what was there before and after, in plain values', async () => {
  const { history, west } = await setUp();
  await west('UpdateItem', claim('run-1'));
  await west('UpdateItem', claim('run-1', { ReturnValues: 'UPDATED_NEW' }));
  await west('DeleteItem', { TableName, Key });

  const key = { datastore: 'sessions', entry: 'claim' };
  const effect = (name: string, detail: object) => ({
    at: expect.any(Number),
    kind: 'effect',
    region: 'us-west-2',
    name,
    detail: { ...detail, principal: 'administrator', requestId: 'request-1' },
  });
  expect(history.entries).toEqual([
    effect('dynamodb:UpdateItem', { table: TableName, key, after: { ...key, owner: 'run-1', takes: 1 } }),
    effect('dynamodb:UpdateItem', {
      table: TableName,
      key,
      before: { ...key, owner: 'run-1', takes: 1 },
      after: { ...key, owner: 'run-1', takes: 2 },
    }),
    effect('dynamodb:DeleteItem', { table: TableName, key, before: { ...key, owner: 'run-1', takes: 2 } }),
  ]);
});

test('plain values cover every type', async () => {
  const { history, west } = await setUp();
  const Item = {
    ...Key,
    list: { L: [{ N: '1' }, { M: { deep: { BOOL: true } } }] },
    numbers: { NS: ['1', '2'] },
    words: { SS: ['a'] },
    nothing: { NULL: true },
    bytes: { B: Buffer.from('secret').toString('base64') },
  };
  await west('PutItem', { TableName, Item });

  expect(await west('GetItem', { TableName, Key })).toEqual({ Item });
  expect(history.entries[0]?.detail?.after).toMatchObject({
    list: [1, { deep: true }],
    numbers: [1, 2],
    words: ['a'],
    nothing: null,
    bytes: '(binary)',
  });
});

test('a failed condition changes nothing, and shows the item only to who asks for it', async () => {
  const { history, west } = await setUp();
  await west('UpdateItem', claim('run-1'));

  const refused = { code: 'ConditionalCheckFailedException', status: 400, message: 'The conditional request failed' };
  const silent = await west('UpdateItem', claim('run-2')).catch((error: unknown) => error);
  expect(silent).toMatchObject(refused);
  expect(silent).toHaveProperty('members', {});
  const shown = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
  await expect(west('UpdateItem', claim('run-2', shown))).rejects.toMatchObject({
    ...refused,
    members: { Item: { ...Key, owner: { S: 'run-1' }, takes: { N: '1' } } },
  });
  const put = { TableName, Item: Key, ConditionExpression: 'attribute_not_exists(entry)', ...shown };
  await expect(west('PutItem', put)).rejects.toMatchObject({ members: { Item: { owner: { S: 'run-1' } } } });
  expect(history.entries).toHaveLength(1);
});

test('of many that claim at once exactly one gets it, and effects are in order', async () => {
  const { history, west } = await setUp();
  const runs = Array.from({ length: 20 }, (_, n) => west('UpdateItem', claim(`run-${n}`)));
  const outcomes = await Promise.allSettled(runs);

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(history.entries).toHaveLength(1);
});

test('counting at once loses no effect', async () => {
  const { history, west } = await setUp();
  await Promise.all(Array.from({ length: 20 }, () => west('UpdateItem', claim('run-1'))));

  const seen = history.entries.map(({ detail }) => ({ before: detail?.before, after: detail?.after }));
  const taken = (takes: number) => expect.objectContaining({ takes });
  expect(seen).toEqual(seen.map((_, n) => ({ before: n === 0 ? undefined : taken(n), after: taken(n + 1) })));
  expect(seen).toHaveLength(20);
});
