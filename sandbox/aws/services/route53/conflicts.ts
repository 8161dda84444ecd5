import { isInZone, normaliseName } from './names.ts';
import { policyOf, type RecordSet } from './record-set.ts';
import type { WellFormedChange } from './request.ts';

/** What a zone may not hold after a batch, judged on its final state: the order of the changes does not matter. */
export const conflictsIn = (
  zone: string,
  after: ReadonlyMap<string, RecordSet>,
  changes: readonly WellFormedChange[],
): string[] => {
  const added = changes.filter(({ action }) => action !== 'DELETE').map(({ set }) => set);
  const byName = Map.groupBy(after.values(), ({ Name }) => Name);
  const atApex = (type: string) => (byName.get(zone) ?? []).some(({ Type }) => Type === type);
  return [
    ...added.flatMap((set) => [
      ...soaOutsideApex(zone, set),
      ...cnameConflicts(zone, set, byName.get(set.Name) ?? []),
      ...mixedPolicies(set, byName.get(set.Name) ?? []),
      ...missingAliasTarget(zone, set, byName),
    ]),
    ...(atApex('SOA') ? [] : ['A HostedZone must contain exactly one SOA record.']),
    ...(atApex('NS') ? [] : ['A HostedZone must contain at least one NS record for the zone itself.']),
  ];
};

const soaOutsideApex = (zone: string, { Name, Type }: RecordSet): string[] =>
  Type === 'SOA' && Name !== zone ? ['A HostedZone must contain exactly one SOA record.'] : [];

const cnameConflicts = (zone: string, { Name, Type }: RecordSet, here: readonly RecordSet[]): string[] => {
  const said = `RRSet of type ${Type} with DNS name ${Name} is not permitted`;
  if (Type === 'CNAME' && Name === zone) return [`${said} at apex in zone ${zone}`];
  if (Type === 'CNAME' && here.some((other) => other.Type !== 'CNAME'))
    return [`${said} as it conflicts with other records with the same DNS name in zone ${zone}`];
  if (Type !== 'CNAME' && here.some((other) => other.Type === 'CNAME'))
    return [`${said} because a conflicting RRSet of type CNAME with the same DNS name already exists in zone ${zone}`];
  return [];
};

/** Sets of one name and type are all simple (then there is one), or all of the same routing policy. */
const mixedPolicies = (set: RecordSet, here: readonly RecordSet[]): string[] => {
  const policy = policyOf(set);
  const others = here.filter(({ Type, SetIdentifier }) => Type === set.Type && SetIdentifier !== set.SetIdentifier);
  const said = `RRSet with DNS name ${set.Name}, type ${set.Type}`;
  if (!policy && others.length > 0)
    return [`${said} cannot be created as other RRSets exist with the same name and type.`];
  if (policy && others.some((other) => policyOf(other) !== policy))
    return [
      `${said}, SetIdentifier ${set.SetIdentifier} cannot be created as a non-${policy} set exists with the same name and type.`,
    ];
  return [];
};

/** The sandbox knows alias targets within the same zone only. */
const missingAliasTarget = (
  zone: string,
  set: RecordSet,
  byName: ReadonlyMap<string, readonly RecordSet[]>,
): string[] => {
  if (!set.AliasTarget) return [];
  const target = normaliseName(set.AliasTarget.DNSName ?? '');
  const said = `Tried to create an alias that targets ${target}, type ${set.Type} in zone ${set.AliasTarget.HostedZoneId},`;
  if (!isInZone(target, zone)) return [`${said} but the alias target name does not lie within the target zone`];
  const exists = (byName.get(target) ?? []).some(({ Type }) => Type === set.Type);
  return exists ? [] : [`${said} but that target was not found`];
};
