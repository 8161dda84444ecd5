import type { Checker, RunRecord } from './checker.ts';
import { clockAhead, clockBehind } from './reading/clocks.ts';
import { clock, entriesOf, text } from './reading/entries.ts';
import { automaticPromotions, type Promotion, tookEffect } from './reading/promotions.ts';

/** A person's word that the last promotion was right ends its cooldown early. */
const isAcknowledged = (record: RunRecord, { from, to }: { from: Promotion; to: Promotion }): boolean =>
  entriesOf(record, 'effect', 'ssm:PutParameter').some(
    (entry) =>
      entry.at > from.at &&
      entry.at < to.at &&
      text(entry, 'principal') === 'administrator' &&
      /acknowledg/i.test(text(entry, 'parameter')) &&
      text(entry, 'parameter').includes(to.named.name),
  );

export const n08: Checker = {
  id: 'N8',
  promise:
    'At most one automatic promotion per datastore per cooldown, whichever Regions acted; an old primary that comes back changes nothing.',
  shownBy: ['test/domain/decide.test.ts', 'test/domain/acknowledgement.test.ts'],
  check: (record) =>
    automaticPromotions(record).flatMap((promotion) => {
      const { at, to, named, entry } = promotion;
      const cooldownMs = named.datastore.policy.cooldown * 1000;
      // One without effect published nothing, and begins no cooldown.
      const last = automaticPromotions(record).findLast(
        (each) => each.named.name === named.name && each.at < at && tookEffect(record, each),
      );
      // It begins by the clock of one Region, and ends by another's.
      const apartMs = clockBehind(record, last?.region) + clockAhead(record, promotion.region);
      if (!last || at - last.at >= cooldownMs - apartMs || isAcknowledged(record, { from: last, to: promotion }))
        return [];
      const seconds = Math.round((at - last.at) / 1000);
      const what = `${named.name} was promoted automatically in ${to} at ${clock(record, at)}, ${seconds} s after ${last.to}; the cooldown is ${cooldownMs / 1000} s`;
      return [{ id: 'N8', at, what, entries: [last.entry, entry] }];
    }),
};
