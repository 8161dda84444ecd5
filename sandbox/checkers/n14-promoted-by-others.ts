import { bounds } from './bounds.ts';
import type { Checker, RunRecord, Violation } from './checker.ts';
import { clock } from './reading/entries.ts';
import { acceptedIntents } from './reading/journal.ts';
import { promotionsOf, tookEffect } from './reading/promotions.ts';
import { rolesDuring } from './reading/roles.ts';

/** Whoever adopts itself was the primary, or on its own, in truth. */
const adoptions = (record: RunRecord): readonly Violation[] =>
  acceptedIntents(record).flatMap(({ at, region, datastore, after: { intent }, entry }) => {
    if (intent.kind !== 'adopt' && intent.kind !== 'first') return [];
    const roles = rolesDuring(record, datastore, { from: at - bounds.news, to: at });
    if (roles.some(({ primary, separated }) => primary === region || separated.has(region))) return [];
    const what = `${region} took an epoch for itself as primary of ${datastore} at ${clock(record, at)} (${intent.kind}), and ${roles.at(-1)?.primary} was the primary`;
    return [{ id: 'N14', at, what, entries: [entry] }];
  });

/** A run that was under way when people promoted another Region does not promote after it. */
const promotedBack = (record: RunRecord): readonly Violation[] =>
  promotionsOf(record).flatMap((promotion) => {
    const { at, by, to, run, named, entry } = promotion;
    if (by === 'people' || !run) return [];
    const theirs = promotionsOf(record).find(
      (each) =>
        each.by === 'people' &&
        each.named.name === named.name &&
        each.to !== to &&
        each.at > run.started.at &&
        each.at < at - bounds.news &&
        tookEffect(record, each),
    );
    if (!theirs) return [];
    const what = `people promoted ${theirs.to} at ${clock(record, theirs.at)} while ${run.name} ran, and at ${clock(record, at)} that run promoted ${to}`;
    return [{ id: 'N14', at, what, entries: [theirs.entry, entry] }];
  });

export const n14: Checker = {
  id: 'N14',
  promise:
    'Somebody promoted this Region: adopted only under the rule of ARCHITECTURE.md. Somebody promoted another Region: stop, tell, never promote back.',
  shownBy: ['test/domain/reconciliation.test.ts', 'test/scenarios/by-hand.world.test.ts'],
  check: (record) => [...adoptions(record), ...promotedBack(record)],
};
