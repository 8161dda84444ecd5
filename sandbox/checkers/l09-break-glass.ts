import type { Checker } from './checker.ts';
import { expectedSince, wasPaged } from './reading/agreement.ts';
import { datastoresOf } from './reading/datastores.ts';
import { clock } from './reading/entries.ts';
import { promotionsOf, tookEffect } from './reading/promotions.ts';
import { publishedAt } from './reading/publications.ts';
import { rolesAt } from './reading/roles.ts';

export const l09: Checker = {
  id: 'L9',
  promise:
    'The break-glass path (a page of AWS CLI commands in the runbook) needs nothing of ours, and `Reconcile` adopts its result.',
  shownBy: ['test/scenarios/break-glass.world.test.ts'],
  check: (record) =>
    datastoresOf(record).flatMap((named) => {
      const { endedAt: at } = record.truth;
      const { name } = named;
      const theirs = promotionsOf(record).findLast(
        (each) => each.by === 'people' && each.named.name === name && tookEffect(record, each),
      );
      if (!theirs || rolesAt(record, name, at).primary !== theirs.to) return [];
      if (expectedSince(record, named) === undefined || wasPaged(record, named, theirs.at)) return [];
      const published = publishedAt(record, { region: theirs.to, datastore: name, at });
      if (published?.primaryRegion === theirs.to) return [];
      const what = `people promoted ${theirs.to} for ${name} at ${clock(record, theirs.at)}; at the end it publishes ${published?.primaryRegion ?? 'nothing'}, and nobody was told`;
      return [{ id: 'L9', at, what, entries: [theirs.entry] }];
    }),
};
