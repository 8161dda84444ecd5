import type { Checker } from './checker.ts';
import { differencesOf, expectedSince, primarySince, wasPaged } from './reading/agreement.ts';
import { datastoresOf } from './reading/datastores.ts';

export const l04: Checker = {
  id: 'L4',
  promise:
    'After a partial failure, DNS, SSM in every Region, the journals and the actual primary agree once the fault is gone; until then a page names the difference.',
  shownBy: ['test/domain/reconciliation.test.ts'],
  check: (record) =>
    datastoresOf(record).flatMap((named) => {
      if (expectedSince(record, named) === undefined) return [];
      const differences = differencesOf(record, named);
      if (differences.length === 0 || wasPaged(record, named, primarySince(record, named))) return [];
      return [{ id: 'L4', at: record.truth.endedAt, what: `at the end, with nobody told: ${differences.join('; ')}` }];
    }),
};
