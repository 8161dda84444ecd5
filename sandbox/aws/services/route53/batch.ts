import { conflictsIn } from './conflicts.ts';
import { isInZone, nameProblem } from './names.ts';
import { isSameSet, keyOf, labelOf, type RecordSet } from './record-set.ts';
import { invalidBatch } from './refusals.ts';
import type { WellFormedChange } from './request.ts';
import { valueProblems } from './values.ts';

/** A zone's record sets by their key. */
export type Sets = ReadonlyMap<string, RecordSet>;

/**
 * A zone after a batch: all of it, or a refusal that names every problem. Changes nothing itself, so a refused batch
 * leaves the zone exactly as it was. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export const applyBatch = (zone: string, sets: Sets, changes: readonly WellFormedChange[]): Sets => {
  const problems = [...changes.flatMap(({ set }) => nameProblems(zone, set)), ...invalidSetsOfChanges(changes)];
  if (problems.length > 0) throw invalidBatch(unique(problems));

  const after = new Map(sets);
  for (const change of changes) problems.push(...applyChange(after, change));
  if (problems.length > 0) throw invalidBatch(unique(problems));

  const conflicts = conflictsIn(zone, after, changes);
  if (conflicts.length > 0) throw invalidBatch(unique(conflicts));
  return after;
};

const applyChange = (sets: Map<string, RecordSet>, { action, set }: WellFormedChange): string[] => {
  const key = keyOf(set);
  const current = sets.get(key);
  if (action === 'DELETE') {
    if (!current) return [`Tried to delete resource record set ${labelOf(set)} but it was not found`];
    if (!isSameSet(current, set))
      return [
        `Tried to delete resource record set ${labelOf(set)} but the values provided do not match the current values`,
      ];
    sets.delete(key);
    return [];
  }
  if (action === 'CREATE' && current)
    return [`Tried to create resource record set ${labelOf(set)} but it already exists`];
  sets.set(key, set);
  return valueProblems(set);
};

const nameProblems = (zone: string, { Name }: RecordSet): string[] => {
  const malformed = nameProblem(Name);
  if (malformed) return [malformed];
  return isInZone(Name, zone) ? [] : [`RRSet with DNS name ${Name} is not permitted in zone ${zone}`];
};

/** One set may be changed once in a batch, or deleted and then created anew. */
const invalidSetsOfChanges = (changes: readonly WellFormedChange[]): string[] => {
  const bySet = Map.groupBy(changes, ({ set }) => keyOf(set));
  return [...bySet.values()].flatMap((own) => {
    const actions = own.map(({ action }) => action).join();
    const { set } = own[0] ?? {};
    if (!set || own.length === 1 || actions === 'DELETE,CREATE') return [];
    return [`The request contains an invalid set of changes for a resource record set '${set.Type} ${set.Name}'`];
  });
};

const unique = (messages: readonly string[]): string[] => [...new Set(messages)];
