import type { History } from '../../../history.ts';
import { causeOf } from '../../cause-of.ts';
import { AwsError, type Call } from '../../service.ts';
import type { Dynalite, Wire } from './dynalite.ts';
import { type Item, isObject, plain } from './shapes.ts';

/** Where a write happens, and where its effect is noted. */
export interface Place {
  readonly region: string;
  readonly database: Dynalite;
  readonly history: History;
  /** Whose write it is. */
  readonly call?: Pick<Call, 'principal' | 'requestId'> | undefined;
}

/**
 * PutItem, UpdateItem and DeleteItem, with what dynalite leaves out: the item that made a condition fail, and the
 * effect in the history. The caller makes sure that no other write of the Region runs meanwhile.
 */
export const writeItem = async (place: Place, operation: string, input: Wire): Promise<Wire> => {
  const table = String(input.TableName);
  const key = await keyOf(place.database, table, input.Key ?? input.Item);
  const before = await itemAt(place.database, table, key);
  try {
    const output = await place.database.run(operation, input);
    await noteEffect(place, operation, { table, key, before });
    return output;
  } catch (error) {
    throw withItem(error, input, before);
  }
};

/** BatchWriteItem: every put and delete is an effect of its own. */
export const writeBatch = async (place: Place, input: Wire): Promise<Wire> => {
  const writes = [];
  for (const [table, requests] of Object.entries(isObject(input.RequestItems) ? input.RequestItems : {}))
    for (const request of Array.isArray(requests) ? requests : []) {
      const key = await keyOf(place.database, table, request?.DeleteRequest?.Key ?? request?.PutRequest?.Item);
      writes.push({ table, key, before: await itemAt(place.database, table, key) });
    }
  const output = await place.database.run('BatchWriteItem', input);
  for (const write of writes) await noteEffect(place, 'BatchWriteItem', write);
  return output;
};

interface Write {
  readonly table: string;
  readonly key: Item;
  readonly before: Item | undefined;
}

const noteEffect = async (
  { region, database, history, call }: Place,
  operation: string,
  write: Write,
): Promise<void> => {
  const { table, key, before } = write;
  const after = await itemAt(database, table, key);
  const detail = {
    table,
    key: plain(key),
    ...(before && { before: plain(before) }),
    ...(after && { after: plain(after) }),
    ...(call && causeOf(call)),
  };
  history.append({ kind: 'effect', region, name: `dynamodb:${operation}`, detail });
};

/** The key's attributes of a key or a whole item; nothing where the table or the item is wrong: then the write fails. */
const keyOf = async (database: Dynalite, table: string, item: unknown): Promise<Item> => {
  const names = await database.run('DescribeTable', { TableName: table }).then(keyNames, () => []);
  if (!isObject(item)) return {};
  return Object.fromEntries(names.flatMap((name) => (name in item ? [[name, item[name]]] : [])));
};

const keyNames = ({ Table }: Wire): string[] => {
  const schema = isObject(Table) && Array.isArray(Table.KeySchema) ? Table.KeySchema : [];
  return schema.map(({ AttributeName }) => String(AttributeName));
};

const itemAt = (database: Dynalite, table: string, key: Item): Promise<Item | undefined> =>
  database.run('GetItem', { TableName: table, Key: key, ConsistentRead: true }).then(
    ({ Item }) => (isObject(Item) ? Item : undefined),
    () => undefined,
  );

const withItem = (error: unknown, input: Wire, before: Item | undefined): unknown => {
  const asked = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  if (!(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException' || !asked || !before)
    return error;
  return new AwsError(error.code, error.message, { status: error.status, members: { Item: before } });
};
