import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { normaliseName } from './names.ts';

/** A record set as a zone keeps it: its name normalised, its name and type known to be there. */
export type RecordSet = ResourceRecordSet & { Name: string; Type: NonNullable<ResourceRecordSet['Type']> };

/** The routing policy of a set, as the refusals call it; undefined for a simple one. */
export const policyOf = (set: ResourceRecordSet): string | undefined => {
  if (set.Weight !== undefined) return 'weighted';
  if (set.Failover !== undefined) return 'failover';
  if (set.Region !== undefined) return 'latency';
  if (set.GeoLocation !== undefined) return 'geolocation';
  if (set.MultiValueAnswer !== undefined) return 'multivalue answer';
  if (set.CidrRoutingConfig !== undefined) return 'CIDR';
  return set.GeoProximityLocation === undefined ? undefined : 'geoproximity';
};

/** What makes a set the same set: name, type and set identifier. */
export const keyOf = ({ Name, Type, SetIdentifier }: RecordSet): string => JSON.stringify([Name, Type, SetIdentifier]);

export const normalised = (set: ResourceRecordSet): RecordSet => ({
  ...structuredClone(set),
  Name: normaliseName(set.Name ?? ''),
  Type: set.Type ?? 'A',
});

export const valuesOf = (set: ResourceRecordSet): string[] =>
  (set.ResourceRecords ?? []).map(({ Value }) => Value ?? '');

/** How messages name a set. */
export const labelOf = ({ Name, Type, SetIdentifier }: RecordSet): string =>
  `[name='${Name}', type='${Type}'${SetIdentifier === undefined ? '' : `, set-identifier='${SetIdentifier}'`}]`;

/** Whether a DELETE names all that a set holds. The order of values does not matter. */
export const isSameSet = (a: RecordSet, b: RecordSet): boolean => canonical(a) === canonical(b);

const canonical = (set: RecordSet): string => {
  const { ResourceRecords: _, AliasTarget: alias, ...rest } = set;
  const target = alias && { ...alias, DNSName: normaliseName(alias.DNSName ?? '') };
  const members = Object.entries({ ...rest, target, values: valuesOf(set).sort() }).filter(
    ([, value]) => value !== undefined,
  );
  return JSON.stringify(members.sort(([x], [y]) => (x < y ? -1 : 1)));
};
