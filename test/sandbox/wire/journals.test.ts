import { expect, test } from '@jest/globals';
import { createDynamodb } from '../../../sandbox/aws/services/dynamodb.ts';
import { realClock } from '../../../sandbox/clock.ts';
import { History } from '../../../sandbox/history.ts';
import { wireJournals } from '../../../sandbox/wire/journals.ts';
import { Work } from '../../../sandbox/wire/travel.ts';
import { administratorCall } from '../../../sandbox/world/administrator-call.ts';

const [region, account, TableName] = ['us-west-2', '111122223333', 'journal'];
const incident = { datastore: 'sessions', item: 'incident' };
const attribute = (name: string) => ({ AttributeName: name, AttributeType: 'S' });

const bench = async () => {
  const history = new History(realClock);
  const tables = createDynamodb({ clock: realClock, history, account, regions: [region] });
  const keys = [
    { AttributeName: 'datastore', KeyType: 'HASH' },
    { AttributeName: 'item', KeyType: 'RANGE' },
  ];
  const AttributeDefinitions = [attribute('datastore'), attribute('item')];
  await tables.ensureTable(region, { TableName, KeySchema: keys, AttributeDefinitions });
  const stacks = [{ region, resources: [{ type: 'AWS::DynamoDB::Table', ref: TableName }] }];
  const work = new Work();
  // Of a world, journals need no more.
  const journals = wireJournals({ history, tables, stacks } as never, work);
  const put = (item: string, counter: number) => {
    const Item = { datastore: { S: 'sessions' }, item: { S: item }, counter: { N: String(counter) } };
    return administratorCall(tables, 'PutItem', { input: { TableName, Item }, region, account });
  };
  const stored = async () => {
    const { Items } = await tables.past(region, 'Scan', { TableName });
    return (Array.isArray(Items) ? Items : []).map(({ item, counter }) => `${item.S} ${counter.N}`).sort();
  };
  return { history, journals, put, stored, done: () => untilDone(work) };
};

/** The tables have no clock but the machine's. */
const untilDone = async (work: Work): Promise<void> => {
  while (!work.isDone) await new Promise((resolve) => setImmediate(resolve));
};

test('an item can be read as soon as its effect is in the history', async () => {
  const { journals, put } = await bench();
  expect(journals.item(region, incident)).toBeUndefined();
  await put('incident', 1);
  expect(journals.item(region, incident)).toEqual({ ...incident, counter: 1 });
});

test('a restored backup has what was there when it was made, and nothing that came after', async () => {
  const { history, journals, put, stored, done } = await bench();
  await put('incident', 1);
  const restore = journals.save(region);
  await done();
  await put('incident', 2);
  await put('probe', 1);
  restore();
  await done();

  expect(await stored()).toEqual(['incident 1']);
  expect(journals.item(region, incident)).toMatchObject({ counter: 1 });
  expect(journals.item(region, { ...incident, item: 'probe' })).toBeUndefined();
  expect(history.entries.at(-1)).toMatchObject({ kind: 'fault', name: 'dynamodb:Restored', region });
});

test('an item that is forgotten is gone from the table, as a fault and not as anybody’s write', async () => {
  const { history, journals, put, stored, done } = await bench();
  await put('incident', 1);
  await put('probe', 1);
  journals.forget(region, incident);
  await done();

  expect([journals.item(region, incident), await stored()]).toEqual([undefined, ['probe 1']]);
  expect(history.entries.at(-1)).toMatchObject({ kind: 'fault', name: 'dynamodb:Forgotten' });
});
