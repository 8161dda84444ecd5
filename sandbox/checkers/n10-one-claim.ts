import type { Checker, RunRecord, Violation } from './checker.ts';
import { isOurs } from './reading/callers.ts';
import { clock, entriesOf, text } from './reading/entries.ts';
import { compareEpochs, said } from './reading/epochs.ts';
import { isRedrive } from './reading/executions.ts';
import { acceptedIntents, incidentChanges } from './reading/journal.ts';
import { ownerAt } from './reading/owners.ts';
import { automaticPromotions } from './reading/promotions.ts';
import { rolesAt } from './reading/roles.ts';

const of = (what: string, at: number, entries: Violation['entries']): Violation => ({
  id: 'N10',
  at,
  what,
  ...(entries && { entries }),
});

/** A claim goes from owner to owner only where the first gave way or is dead. */
const takeovers = (record: RunRecord): readonly Violation[] =>
  incidentChanges(record).flatMap(({ at, region, datastore, before, after, entry }) => {
    const { claim: old } = before;
    if (!isOurs(entry) || !old || !after.claim || old.owner === after.claim.owner || old.yielding) return [];
    if (ownerAt(record, { region, claim: old, at }) !== 'alive') return [];
    const what = `at ${clock(record, at)} ${after.claim.owner} took the claim on ${datastore} in ${region} from ${old.owner}, which was alive and did not yield`;
    return [of(what, at, [entry])];
  });

/** What a Region accepted never becomes less, but by a restored backup. */
const journalEpochs = (record: RunRecord): readonly Violation[] =>
  incidentChanges(record).flatMap(({ at, region, datastore, before, after, entry }) => {
    if (!isOurs(entry) || !before.epoch || (after.epoch && compareEpochs(after.epoch, before.epoch) >= 0)) return [];
    const what = `the journal of ${datastore} in ${region} went back from epoch ${said(before.epoch)} to ${said(after.epoch)} at ${clock(record, at)}`;
    return [of(what, at, [entry])];
  });

/** Somebody deleted or restored a Region's journal: what was accepted there and read nowhere else is known to nobody. */
const wasLost = (record: RunRecord, region: string, { from, to }: { from: number; to: number }): boolean =>
  entriesOf(record, 'fault').some(
    (fault) =>
      /^dynamodb:(Forgotten|Restored)$/.test(fault.name) &&
      fault.region === region &&
      fault.at >= from &&
      fault.at <= to,
  );

/** One epoch is one intent's, in whatever Region. */
const sharedEpochs = (record: RunRecord): readonly Violation[] => {
  const first = new Map<string, { readonly owner: string; readonly at: number }>();
  return acceptedIntents(record).flatMap(({ at, region, datastore, after: { intent }, entry }) => {
    const key = `${datastore} ${said(intent.epoch)}`;
    const owner = `${intent.owner} at ${intent.calledAt}`;
    const known = first.get(key) ?? { owner, at };
    first.set(key, known);
    if (known.owner === owner || wasLost(record, region, { from: known.at, to: at })) return [];
    const what = `epoch ${said(intent.epoch)} of ${datastore} was accepted twice: by ${known.owner}, and by ${owner}`;
    return [of(what, at, [entry])];
  });
};

/** Only the first preference that is a SECONDARY may act with nobody asked. */
const notEntitled = (record: RunRecord): readonly Violation[] =>
  automaticPromotions(record).flatMap(({ at, to, from, named, entry }) => {
    const { separated } = rolesAt(record, named.name, at);
    const entitled = named.datastore.preference.find((region) => region !== from && !separated.has(region));
    if (entitled === undefined || entitled === to) return [];
    const what = `${to} promoted ${named.name} automatically at ${clock(record, at)}; ${entitled} comes before it`;
    return [of(what, at, [entry])];
  });

/** An execution's name is used once, so that one trigger is one run. */
const runningTwice = (record: RunRecord): readonly Violation[] => {
  const seen = new Set<string>();
  return entriesOf(record, 'execution', 'RUNNING').flatMap((entry) => {
    const key = `${entry.region} ${text(entry, 'execution')}`;
    if (isRedrive(entry)) return [];
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [of(`the execution ${key} was started twice`, entry.at, [entry])];
  });
};

export const n10: Checker = {
  id: 'N10',
  promise:
    'Never two claims on one datastore in one Region; of several Regions at most one is entitled to act automatically; epochs, compared as (counter, Region), only grow in what any reader sees.',
  shownBy: ['test/handlers/open-incident.test.ts', 'test/functions/aws/journal.test.ts'],
  check: (record) =>
    [takeovers, journalEpochs, sharedEpochs, notEntitled, runningTwice].flatMap((rule) => rule(record)),
};
