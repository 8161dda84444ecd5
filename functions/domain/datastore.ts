import type { Config, Datastore } from '../contract/config.ts';
import { UnknownDatastore } from '../contract/errors.ts';

/** The configured datastore of that name. Own members only: a name from outside is looked up, never trusted. */
export const datastoreOf = ({ datastores }: Config, name: string): Datastore => {
  const datastore = Object.hasOwn(datastores, name) ? datastores[name] : undefined;
  if (!datastore)
    throw new UnknownDatastore(
      `no datastore is called ${JSON.stringify(name)}; configured: ${Object.keys(datastores).join(', ')}`,
    );
  return datastore;
};

/** The datastores that have a member in a Region, with their names. */
export const datastoresIn = ({ datastores }: Config, region: string): [string, Datastore][] =>
  Object.entries(datastores).filter(([, { replicationGroups }]) => Object.hasOwn(replicationGroups, region));
