import type { StagedWorld } from '../stage/staged-world.ts';
import type { World } from '../world.ts';
import type { Work } from './travel.ts';

type Item = Record<string, unknown>;

/**
 * The journals as their effects in the history tell them, so that they can be looked at without waiting; a backup, its
 * restore and a deletion go to the tables themselves, past every permission.
 */
export const wireJournals = (world: World, work: Work): StagedWorld['dynamodb'] => {
  const { history, tables } = world;
  const items = new Map<string, Item>();
  const keyOf = (region: string, { datastore, item }: Item): string => `${region}/${datastore}/${item}`;
  const put = (region: string, key: Item, after: unknown): void => {
    if (after === undefined) items.delete(keyOf(region, key));
    else items.set(keyOf(region, key), Object(after));
  };
  history.follow(({ kind, name, region = '', detail }) => {
    if (kind === 'effect' && name.startsWith('dynamodb:')) put(region, Object(detail?.key), detail?.after);
  });

  const tableIn = (region: string): string => {
    const resources = world.stacks.filter((stack) => stack.region === region).flatMap((stack) => stack.resources);
    return resources.find(({ type }) => type === 'AWS::DynamoDB::Table')?.ref ?? '';
  };
  const all = async (region: string): Promise<readonly Item[]> => {
    const { Items } = await tables.past(region, 'Scan', { TableName: tableIn(region) });
    return Array.isArray(Items) ? Items : [];
  };
  const remove = (region: string, { datastore, item }: Item): Promise<unknown> =>
    tables.past(region, 'DeleteItem', { TableName: tableIn(region), Key: { datastore, item } });

  const save = (region: string): (() => void) => {
    const backup = work.track(all(region));
    const seen = new Map([...items].filter(([key]) => key.startsWith(`${region}/`)));
    const restore = async (): Promise<void> => {
      for (const item of await all(region)) await remove(region, item);
      for (const Item of await backup) await tables.past(region, 'PutItem', { TableName: tableIn(region), Item });
      for (const key of items.keys()) if (key.startsWith(`${region}/`)) items.delete(key);
      for (const [key, item] of seen) items.set(key, item);
      history.append({ kind: 'fault', region, name: 'dynamodb:Restored', detail: { items: seen.size } });
    };
    return () => void work.track(restore());
  };
  return {
    item: (region, key) => items.get(keyOf(region, key)),
    save,
    forget: (region, key) => {
      const { datastore = '', item = '' } = key;
      void work.track(remove(region, { datastore: { S: datastore }, item: { S: item } }));
      put(region, key, undefined);
      history.append({ kind: 'fault', region, name: 'dynamodb:Forgotten', detail: { key } });
    },
  };
};
