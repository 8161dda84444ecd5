import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import { variables } from '../contract/environment.ts';
import { problems } from '../contract/problems.ts';
import { required } from '../middleware/settings.ts';
import type { World } from '../middleware/world.ts';
import { clientsOf } from './clients.ts';
import { isNamed } from './given.ts';
import { fromItem, toAttribute, toItem } from './items.ts';

/** Where an item is: partition key `datastore`, sort key `item`. */
interface Key {
  readonly datastore: string;
  readonly item: string;
}

/** A conditional change. `#name` stands for an attribute, `:name` for a member of `values`. */
interface Change {
  readonly set?: string;
  readonly remove?: string;
  readonly when: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The journal's table in this Region: whole items by schema, and changes that hold or do nothing. */
export const journalTable = (world: World) => {
  const { region, journalTable } = world.settings;
  const TableName = required(journalTable, variables.journalTable);
  const client = clientsOf(world, (options) => new DynamoDBClient(options));

  return {
    /** Strongly consistent. An item that does not parse fails: a doubt about the journal is never read as "nothing". */
    read: async <T>(key: Key, schema: z.ZodType<T>): Promise<T | undefined> => {
      const { Item } = await client(region).send(
        new GetItemCommand({ TableName, Key: toItem(key), ConsistentRead: true }),
      );
      if (Item === undefined) return undefined;
      const { item: _, ...members } = fromItem(Item);
      const parsed = schema.safeParse(members);
      if (parsed.success) return parsed.data;
      throw new Error(`journal item ${key.datastore}/${key.item}: ${problems(parsed.error, 'item')}`);
    },

    write: async (key: Key, members: object): Promise<void> => {
      await client(region).send(new PutItemCommand({ TableName, Item: toItem({ ...members, ...key }) }));
    },

    /** One atomic compare-and-set. False: the condition did not hold, and nothing was written. */
    change: async (key: Key, { set, remove, when, values }: Change): Promise<boolean> => {
      const update = [set && `SET ${set}`, remove && `REMOVE ${remove}`].filter(Boolean).join(' ');
      try {
        await client(region).send(
          new UpdateItemCommand({
            TableName,
            Key: toItem(key),
            UpdateExpression: update,
            ConditionExpression: when,
            // Every name goes by its placeholder, because DynamoDB reserves many of them.
            ExpressionAttributeNames: Object.fromEntries(
              [...`${update} ${when}`.matchAll(/#(\w+)/g)].map(([placeholder, name]) => [placeholder, name ?? '']),
            ),
            ...(Object.keys(values).length > 0 && {
              ExpressionAttributeValues: Object.fromEntries(
                Object.entries(values).flatMap(([name, value]) =>
                  value === undefined ? [] : [[`:${name}`, toAttribute(value)]],
                ),
              ),
            }),
          }),
        );
        return true;
      } catch (error) {
        if (isNamed(error, 'ConditionalCheckFailedException')) return false;
        throw error;
      }
    },
  };
};
