import type { Entry } from '../history.ts';
import type { Checker, RunRecord, Violation } from './checker.ts';
import { differencesOf, expectedSince, primarySince, wasPaged } from './reading/agreement.ts';
import { datastoresOf, memberRegions, type Named } from './reading/datastores.ts';
import { clock, entriesOf, text } from './reading/entries.ts';
import { incidentAt } from './reading/journal.ts';
import { ownerAt } from './reading/owners.ts';

/** A function that was killed, exited or ran into its deadline. */
const crashesOf = (record: RunRecord): readonly Entry[] =>
  entriesOf(record, 'function').filter(
    (entry) =>
      text(entry, 'phase') === 'killed' || /Runtime\.ExitError|Sandbox\.Timedout|timed out/.test(text(entry, 'error')),
  );

/** What differed when a crash came, and people knew of, is not told again because of it. */
const toldBefore = (record: RunRecord, named: Named, at: number): readonly string[] =>
  wasPaged(record, named, primarySince(record, named)) ? differencesOf(record, named, at) : [];

export const l03: Checker = {
  id: 'L3',
  promise: 'A crash at any point, before or after any call, ends in convergence or a page.',
  shownBy: ['test/state-machines/redriven.test.ts'],
  check: (record) => {
    const crashes = crashesOf(record);
    const [first] = crashes;
    if (!first) return [];
    const { endedAt } = record.truth;
    return datastoresOf(record).flatMap((named): Violation[] => {
      if (expectedSince(record, named) === undefined || wasPaged(record, named, first.at)) return [];
      const { name } = named;
      const left = memberRegions(named).flatMap((region) => {
        const { claim } = incidentAt(record, { region, datastore: name, at: endedAt });
        const dead = claim && ownerAt(record, { region, claim, at: endedAt }) === 'dead';
        return dead ? [`the claim of ${claim.owner} still stands in ${region}`] : [];
      });
      const told = toldBefore(record, named, first.at);
      const wrong = [...differencesOf(record, named).filter((difference) => !told.includes(difference)), ...left];
      const what = `after ${crashes.length} crashes, the first of ${first.name} at ${clock(record, first.at)}, nobody was told, and ${wrong.join('; ')}`;
      return wrong.length > 0 ? [{ id: 'L3', at: endedAt, what, entries: [first] }] : [];
    });
  },
};
