import { bounds } from './bounds.ts';
import type { Checker, RunRecord } from './checker.ts';
import { isBy, isOurs } from './reading/callers.ts';
import { clock, entriesOf, object, text } from './reading/entries.ts';
import { weatherDuring } from './reading/faults.ts';
import { automaticPromotions, type Promotion } from './reading/promotions.ts';
import { rolesOf } from './reading/roles.ts';

/** It was primary in this run and lost that, and the one that has it now serves. */
const isFailback = (record: RunRecord, { at, to, from, named }: Promotion): boolean => {
  const before = rolesOf(record, named.name).filter(({ since }) => since <= at);
  const wasPrimary = before.some(({ primary }) => primary === to);
  if (!wasPrimary || from === undefined || from === to) return false;
  const weather = weatherDuring(record, { from: at - bounds.evidence, to: at });
  return weather.every(
    ({ serves, reaches, clientsFail }) =>
      serves(from, named.name) && reaches(to, from, 'cache') && !clientsFail(named.name),
  );
};

/** Whoever calls for it is the one step that may. */
const strangers = (record: RunRecord) =>
  entriesOf(record, 'call', 'elasticache:FailoverGlobalReplicationGroup').flatMap((call) => {
    if (!isOurs(call) || isBy(call, 'PromoteRegion')) return [];
    const to = object(call.detail?.input).PrimaryRegion;
    const what = `${text(call, 'function') || text(call, 'principal')} called for a promotion of ${to} at ${clock(record, call.at)}; only PromoteRegion may`;
    return [{ id: 'N18' as const, at: call.at, what, entries: [call] }];
  });

export const n18: Checker = {
  id: 'N18',
  promise: 'Failback is never automatic.',
  shownBy: ['test/infra/permissions.test.ts', 'test/scenarios/blackout.world.test.ts'],
  check: (record) => [
    ...strangers(record),
    ...automaticPromotions(record).flatMap((promotion) => {
      if (!isFailback(record, promotion)) return [];
      const { at, to, from, named, entry } = promotion;
      const what = `${named.name} went back automatically from ${from}, which served, to ${to} at ${clock(record, at)}`;
      return [{ id: 'N18' as const, at, what, entries: [entry] }];
    }),
  ],
};
