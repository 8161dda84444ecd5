import type { Region } from '../contract/region.ts';
import type { MemberView } from '../ports.ts';
import { highestOf } from './published-record.ts';
import { answered, type Readings } from './readings.ts';

/** Whether a cluster belongs to no Global Datastore, by its own Region's word. Taking writes is to be seen apart. */
export const isStandalone = ({ role, globalReplicationGroupId }: MemberView): boolean =>
  role === undefined && globalReplicationGroupId === undefined;

/** The Region that the record of the highest epoch publishes as separated from its Global Datastore. */
export const separatedRegion = ({ published }: Pick<Readings, 'published'>): Region | undefined => {
  const record = highestOf([...published.values()].map((look) => answered(look)));
  return record?.separated ? record.primaryRegion : undefined;
};
