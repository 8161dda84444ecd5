import { bounds } from './bounds.ts';
import type { Checker, RunRecord } from './checker.ts';
import { datastoresOf, memberRegions, type Named } from './reading/datastores.ts';
import { clock, entriesOf, text } from './reading/entries.ts';
import { intervalsOf } from './reading/faults.ts';
import { wordsOf } from './reading/pages.ts';
import { rolesAt } from './reading/roles.ts';
import { automationAt } from './reading/switches.ts';
import { turnsBetween } from './reading/turns.ts';

/** Signs of life: a run that starts or ends, and a page. */
const signs = (record: RunRecord, { name }: Named): readonly number[] =>
  [
    ...entriesOf(record, 'execution').filter((entry) => text(entry, 'execution').startsWith(`${name}-`)),
    ...entriesOf(record, 'page').filter((page) => wordsOf(page).includes(name)),
  ]
    .map(({ at }) => at)
    .sort((a, b) => a - b);

interface Silence {
  readonly from: number;
  readonly to: number;
}

const silencesIn = (all: readonly number[], { from, to }: Silence): readonly Silence[] => {
  const marks = [from, ...all.filter((at) => at > from && at < to), to];
  return marks.flatMap((mark, index) => {
    const next = marks[index + 1];
    return next !== undefined && next - mark > bounds.silence ? [{ from: mark, to: next }] : [];
  });
};

/** Somebody looked, once in two minutes at least, and was not forbidden to act. */
const wasAwake = (record: RunRecord, named: Named, silence: Silence): boolean =>
  memberRegions(named).some((region) => {
    const enough = (silence.to - silence.from) / 120_000;
    const words = [silence.from, silence.to].map((at) => automationAt(record, { region, named, at }));
    return (
      turnsBetween(record, region, silence) >= enough && words.every((word) => word === 'auto' || word === 'approve')
    );
  });

export const l08: Checker = {
  id: 'L8',
  promise: 'A situation that stays bad is acted on or paged again: no trigger is lost because it was already true.',
  shownBy: ['test/reconcile/start-if-down.test.ts', 'test/domain/level-trigger.test.ts'],
  check: (record) =>
    datastoresOf(record).flatMap((named) => {
      const { name } = named;
      const first = record.truth.primaries[name];
      const outages = intervalsOf(record, ({ serves }) => first !== undefined && !serves(first, name));
      return outages
        .filter(({ to }) => rolesAt(record, name, to).primary === first)
        .flatMap((outage) => silencesIn(signs(record, named), outage))
        .filter((silence) => wasAwake(record, named, silence))
        .map(({ from, to }) => {
          const minutes = Math.round((to - from) / 60_000);
          const what = `the primary of ${name} in ${first} served nobody, and for ${minutes} minutes from ${clock(record, from)} nothing was done or said`;
          return { id: 'L8' as const, at: to, what };
        });
    }),
};
