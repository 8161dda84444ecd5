import { causeOf } from '../aws/cause-of.ts';
import { AwsError, type Call, type Operation } from '../aws/service.ts';
import type { Wire } from '../aws/services/dynamodb/dynalite.ts';
import { isObject, plain } from '../aws/services/dynamodb/shapes.ts';
import type { Dynamodb, DynamodbDependencies, TableProperties } from '../aws/services/dynamodb.ts';
import { type Bindings, holds, type Item, updated } from './dynamodb/evaluate.ts';
import { type Condition, parseCondition, parseUpdate, type Update } from './dynamodb/expression.ts';

interface Table {
  readonly keys: readonly string[];
  readonly items: Map<string, Item>;
}

/** What of a Region's tables the sandbox itself may read. */
export interface DynamodbModel extends Dynamodb {
  /** An item of the only table of a Region, as plain values. */
  readonly item: (region: string, key: Readonly<Record<string, string>>) => Record<string, unknown> | undefined;
  /** Puts a whole table back to what it held when `saved` was taken: a restore from a backup. */
  readonly save: (region: string) => () => void;
  /** Deletes an item, past every permission: somebody cleaned up. */
  readonly forget: (region: string, key: Readonly<Record<string, string>>) => void;
}

/**
 * DynamoDB as far as the journal uses it, a thousand times as fast as dynalite, and at once: no turn of the event loop
 * passes within a call. A contract test holds it to dynalite; what it does not know, it refuses loudly.
 */
export const createDynamodbModel = ({ history, account, regions }: DynamodbDependencies): DynamodbModel => {
  const places = new Map(regions.map((region) => [region, new Map<string, Table>()]));
  const tablesOf = (region: string): Map<string, Table> => {
    const tables = places.get(region);
    if (!tables) throw new AwsError('UnrecognizedClientException', `The sandbox has no DynamoDB in ${region}.`);
    return tables;
  };
  const tableOf = (region: string, name: unknown): Table => {
    const table = tablesOf(region).get(String(name));
    if (!table) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    return table;
  };
  const onlyTable = (region: string): Table | undefined => [...tablesOf(region).values()][0];

  const get = (input: Wire, { region }: Call) => {
    const table = tableOf(region, input.TableName);
    const Item = table.items.get(keyOf(table, input.Key));
    return Item ? { Item } : {};
  };

  const change =
    (operation: string, next: (before: Item | undefined, input: Wire, table: Table) => Item | undefined) =>
    (input: Wire, call: Call) => {
      const { region } = call;
      refuseUnused(input);
      const table = tableOf(region, input.TableName);
      const key = keyOf(table, input.Key ?? input.Item);
      const before = table.items.get(key);
      if (input.ConditionExpression !== undefined && !holds(condition(input), before ?? {}, bindings(input)))
        throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed');
      const after = next(before, input, table);
      if (after) table.items.set(key, after);
      else table.items.delete(key);
      const detail = {
        table: input.TableName,
        key: plain(keysIn(table, input.Key ?? input.Item)),
        ...(before && { before: plain(before) }),
        ...(after && { after: plain(after) }),
        ...causeOf(call),
      };
      history.append({ kind: 'effect', region, name: `dynamodb:${operation}`, detail });
      return {};
    };

  const operations: Record<string, Operation> = {
    GetItem: get,
    PutItem: change('PutItem', (_, { Item }) => (isObject(Item) ? Item : {})),
    DeleteItem: change('DeleteItem', () => undefined),
    UpdateItem: change('UpdateItem', (before, input, table) =>
      updated(update(input), before ?? keysIn(table, input.Key), bindings(input)),
    ),
  };
  return {
    id: 'dynamodb',
    operations,
    ensureTable: async (region, { TableName, KeySchema }: TableProperties) => {
      const tables = tablesOf(region);
      const keys = Array.isArray(KeySchema) ? KeySchema.map(({ AttributeName }) => String(AttributeName)) : [];
      if (!tables.has(TableName)) tables.set(TableName, { keys, items: new Map() });
      return { arn: `arn:aws:dynamodb:${region}:${account}:table/${TableName}` };
    },
    item: (region, key) => {
      const table = onlyTable(region);
      const item = table?.items.get(table.keys.map((name) => `S:${key[name]}`).join('\n'));
      return item && plain(item);
    },
    save: (region) => {
      const table = onlyTable(region);
      const saved = new Map(table?.items);
      return () => {
        table?.items.clear();
        for (const [key, item] of saved) table?.items.set(key, item);
        history.append({ kind: 'fault', region, name: 'dynamodb:Restored', detail: { items: saved.size } });
      };
    },
    forget: (region, key) => {
      const table = onlyTable(region);
      table?.items.delete(table.keys.map((name) => `S:${key[name]}`).join('\n'));
      history.append({ kind: 'fault', region, name: 'dynamodb:Forgotten', detail: { key } });
    },
  };
};

const keysIn = ({ keys }: Table, item: unknown): Item =>
  Object.fromEntries(keys.flatMap((name) => (isObject(item) && name in item ? [[name, item[name]]] : [])));

const keyOf = (table: Table, item: unknown): string => {
  const found = keysIn(table, item);
  return table.keys
    .map((name) => {
      const [[type, value] = []] = Object.entries(Object(found[name]));
      if (type === undefined || value === '')
        throw new AwsError('ValidationException', 'The provided key element does not match the schema');
      return `${type}:${value}`;
    })
    .join('\n');
};

const bindings = (input: Wire): Bindings => ({
  names: isObject(input.ExpressionAttributeNames) ? input.ExpressionAttributeNames : {},
  values: isObject(input.ExpressionAttributeValues) ? input.ExpressionAttributeValues : {},
});

/** DynamoDB refuses a placeholder that no expression uses. */
const refuseUnused = (input: Wire): void => {
  const used = new Set(`${input.UpdateExpression} ${input.ConditionExpression}`.match(/[#:]\w+/g));
  const { names, values } = bindings(input);
  for (const [kind, given] of Object.entries({ Names: names, Values: values })) {
    const unused = Object.keys(given).filter((placeholder) => !used.has(placeholder));
    if (unused.length === 0) continue;
    const keys = `keys: {${unused.join(', ')}}`;
    throw new AwsError(
      'ValidationException',
      `Value provided in ExpressionAttribute${kind} unused in expressions: ${keys}`,
    );
  }
};

/** Expressions are few, and the same in every run. */
const cached = <T>(parse: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const parsed = known.get(text) ?? parse(text);
    known.set(text, parsed);
    return parsed;
  };
};
const conditionOf = cached(parseCondition);
const updateOf = cached(parseUpdate);
const condition = (input: Wire): Condition => conditionOf(String(input.ConditionExpression));
const update = (input: Wire): Update => updateOf(String(input.UpdateExpression));
