import type { Checker } from './checker.ts';
import { clock, text } from './reading/entries.ts';
import { type Promotion, promotionsOf } from './reading/promotions.ts';
import { groupEffects } from './reading/roles.ts';
import type { RunRecord } from './run-record.ts';

/**
 * Between the two, the first came to nothing, the primary went elsewhere, or people who knew of the first said yes to
 * another: then the second is not a copy of it.
 */
const isAnew = (record: RunRecord, first: Promotion, { at, run }: Promotion): boolean => {
  if (run?.approvedAt !== undefined && run.approvedAt > first.at) return true;
  const between = (name: string) =>
    groupEffects(record, first.named.name, name).filter((effect) => effect.at > first.at && effect.at < at);
  const target = text(first.entry, 'target');
  return (
    between('promoted').some((effect) => text(effect, 'primary') !== target) ||
    ['promotion-forgotten', 'promotion-lost', 'separated'].some((name) => between(name).length > 0)
  );
};

export const n11: Checker = {
  id: 'N11',
  promise: 'Any number of copies of an alarm, in any order, start at most one promotion.',
  shownBy: ['test/handlers/receive-alarm.test.ts', 'test/scenarios/blackout.world.test.ts'],
  check: (record) => {
    const ours = promotionsOf(record).filter(({ by }) => by === 'automatic' || by === 'approved');
    return ours.flatMap((second) => {
      const first = ours.findLast(({ named, at }) => named.name === second.named.name && at < second.at);
      if (!first || first.to !== second.to || isAnew(record, first, second)) return [];
      const what = `${second.named.name} was promoted in ${second.to} twice for one loss: at ${clock(record, first.at)} and at ${clock(record, second.at)}`;
      return [{ id: 'N11', at: second.at, what, entries: [first.entry, second.entry] }];
    });
  },
};
