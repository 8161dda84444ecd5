import type { Datastore } from '../../../functions/contract/config.ts';
import { names } from '../../../functions/contract/names.ts';
import type { RunRecord } from '../run-record.ts';

export interface Named {
  readonly name: string;
  readonly datastore: Datastore;
}

export const datastoresOf = ({ config }: Pick<RunRecord, 'config'>): readonly Named[] =>
  Object.entries(config.datastores).map(([name, datastore]) => ({ name, datastore }));

/** The datastore of a Global Datastore's id. */
export const byGroup = (record: Pick<RunRecord, 'config'>, group: string): Named | undefined =>
  datastoresOf(record).find(({ datastore }) => datastore.globalReplicationGroupId === group);

/** The Region of a member cluster, by its id. */
export const regionOfCluster = ({ datastore }: Named, cluster: string): string | undefined =>
  Object.entries(datastore.replicationGroups).find(([, id]) => id === cluster)?.[0];

export const memberRegions = ({ datastore }: Named): readonly string[] => Object.keys(datastore.replicationGroups);

/** The datastore whose published record a parameter holds. */
export const byParameter = (record: Pick<RunRecord, 'config'>, parameter: string): Named | undefined =>
  datastoresOf(record).find(({ name }) => names.endpointParameter(name) === parameter);

/** Where a Region reads its own switch. */
export const switchOf = ({ name }: Named): string => names.switchParameter(name);

/** The record and its epoch's, normalised; nothing where there is none. */
export const recordNames = ({ datastore: { dns } }: Named): { zone: string; cname: string; txt: string } | undefined =>
  dns === 'none' ? undefined : { zone: dns.zone, cname: dns.record, txt: names.epochRecord(dns.record) };

export const bareName = (name: string): string => name.toLowerCase().replace(/\.$/, '');
