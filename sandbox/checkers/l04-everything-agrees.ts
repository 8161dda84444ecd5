import type { Checker, RunRecord } from './checker.ts';
import { differencesOf, expectedSince, wasPaged } from './reading/agreement.ts';
import { datastoresOf } from './reading/datastores.ts';
import { rolesOf } from './reading/roles.ts';

/** Since when the primary of the end is the primary. */
const primarySince = (record: RunRecord, datastore: string): number => {
  const line = rolesOf(record, datastore);
  const last = line.at(-1);
  const before = line.findLastIndex(({ primary }) => primary !== last?.primary);
  return line[before + 1]?.since ?? record.truth.startedAt;
};

export const l04: Checker = {
  id: 'L4',
  promise:
    'After a partial failure, DNS, SSM in every Region, the journals and the actual primary agree once the fault is gone; until then a page names the difference.',
  shownBy: ['test/domain/reconciliation.test.ts'],
  check: (record) =>
    datastoresOf(record).flatMap((named) => {
      if (expectedSince(record, named) === undefined) return [];
      const { startedAt } = record.truth;
      const differences = differencesOf(record, named);
      const moved = Math.max(primarySince(record, named.name), startedAt);
      if (differences.length === 0 || wasPaged(record, named, moved)) return [];
      return [{ id: 'L4', at: record.truth.endedAt, what: `at the end, with nobody told: ${differences.join('; ')}` }];
    }),
};
