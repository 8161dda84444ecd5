import { isInZone, normaliseName, splitLabels } from '../aws/services/route53/names.ts';
import { policyOf, type RecordSet } from '../aws/services/route53/record-set.ts';
import type { PublishedZone } from '../aws/services/route53/zone.ts';

/** The sets that answer for a name, or undefined when the zone has no such name. */
export const setsAt = (zone: PublishedZone, name: string): readonly RecordSet[] | undefined => {
  const own = zone.sets.filter(({ Name }) => Name === name);
  if (own.length > 0) return own;
  return hasNode(zone, name) ? [] : wildcardSets(zone, name);
};

/** The zone that a name belongs to: the longest one. A private zone goes before a public one of the same name. */
export const zoneFor = (zones: readonly PublishedZone[], name: string): PublishedZone | undefined =>
  zones
    .filter((zone) => isInZone(name, zone.name))
    .sort((a, b) => b.name.length - a.name.length || Number(b.private) - Number(a.private))[0];

/**
 * Which of several sets of one type answers: by weight among weighted ones (all zero: evenly), the primary of a failover
 * pair (there are no health checks here), the first of any other policy.
 */
export const chosen = (sets: readonly RecordSet[], random: () => number): RecordSet | undefined => {
  const [first] = sets;
  if (!first || policyOf(first) !== 'weighted') return sets.find(({ Failover }) => Failover === 'PRIMARY') ?? first;
  const total = sets.reduce((sum, { Weight = 0 }) => sum + Weight, 0);
  if (total === 0) return sets[Math.floor(random() * sets.length)];
  let left = random() * total;
  return sets.find(({ Weight = 0 }) => {
    left -= Weight;
    return left < 0;
  });
};

/** A name without records exists when something lies below it. */
const hasNode = (zone: PublishedZone, name: string): boolean =>
  name === zone.name || zone.sets.some(({ Name }) => isInZone(Name, name));

/** RFC 4592: a wildcard answers below the closest name that exists, never beside it. */
const wildcardSets = (zone: PublishedZone, name: string): readonly RecordSet[] | undefined => {
  const parent = normaliseName(name.slice(name.indexOf('.') + 1));
  if (!isInZone(parent, zone.name) || splitLabels(name).length < 2) return undefined;
  if (!hasNode(zone, parent)) return wildcardSets(zone, parent);
  const sets = zone.sets.filter(({ Name }) => Name === `\\052.${parent}`);
  return sets.length > 0 ? sets : undefined;
};
