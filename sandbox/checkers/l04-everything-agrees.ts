import type { Checker } from './checker.ts';
import { differencesOf, expectedSince, wasPaged } from './reading/agreement.ts';
import { datastoresOf } from './reading/datastores.ts';
import { rolesAt } from './reading/roles.ts';

export const l04: Checker = {
  id: 'L4',
  promise:
    'After a partial failure, DNS, SSM in every Region, the journals and the actual primary agree once the fault is gone; until then a page names the difference.',
  shownBy: ['test/domain/reconciliation.test.ts'],
  check: (record) =>
    datastoresOf(record).flatMap((named) => {
      if (expectedSince(record, named) === undefined) return [];
      const { endedAt, startedAt } = record.truth;
      const differences = differencesOf(record, named);
      const moved = Math.max(rolesAt(record, named.name, endedAt).since, startedAt);
      if (differences.length === 0 || wasPaged(record, named, moved)) return [];
      return [{ id: 'L4', at: endedAt, what: `at the end, with nobody told: ${differences.join('; ')}` }];
    }),
};
