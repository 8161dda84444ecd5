import { bounds } from './bounds.ts';
import type { Checker } from './checker.ts';
import { clock } from './reading/entries.ts';
import { weatherDuring } from './reading/faults.ts';
import { automaticPromotions } from './reading/promotions.ts';
import { rolesDuring } from './reading/roles.ts';

export const n06: Checker = {
  id: 'N6',
  promise: 'Not exactly one PRIMARY, a primary other than the expected one, or Regions that answer and disagree: hold.',
  shownBy: ['test/domain/weigh-roles.test.ts'],
  check: (record) =>
    automaticPromotions(record).flatMap(({ at, to, named, intent, run, entry }) => {
      if (!intent) return [];
      const window = { from: at - bounds.news, to: at };
      const primaries = rolesDuring(record, named.name, window).map(({ primary }) => primary);
      // Nobody here can have heard of a primary that no path led to.
      const heard = weatherDuring(record, window).some(({ reaches }) =>
        primaries.some((primary) => primary !== undefined && reaches(to, primary, 'api')),
      );
      const expected = run?.input.expectedPrimary;
      const isKnown = primaries.includes(intent.from);
      const wrong = expected !== undefined && expected !== intent.from ? `${expected} was expected` : undefined;
      if (wrong === undefined && (isKnown || !heard)) return [];
      const truth = wrong ?? `${primaries.join(' then ')} was it in truth for the last ${bounds.news / 1000} s`;
      const what = `${named.name} was promoted automatically in ${to} at ${clock(record, at)} with ${intent.from} for its primary, though ${truth}`;
      return [{ id: 'N6', at, what, entries: [entry] }];
    }),
};
