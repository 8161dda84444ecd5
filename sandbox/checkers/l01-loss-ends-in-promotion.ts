import type { Checker, RunRecord, Violation } from './checker.ts';
import { datastoresOf, memberRegions } from './reading/datastores.ts';
import { clock } from './reading/entries.ts';
import { intervalsOf } from './reading/faults.ts';
import { pagesBetween, wordsOf } from './reading/pages.ts';
import { promotionsOf, tookEffect } from './reading/promotions.ts';
import { writtenRecords } from './reading/publications.ts';
import { rolesAt } from './reading/roles.ts';
import { turnsBetween } from './reading/turns.ts';

/** What the scenario demands: promoted, and published by the Region itself, in time. */
const demanded = (record: RunRecord): readonly Violation[] =>
  (record.truth.mustPromote ?? []).flatMap(({ datastore, to, by }) => {
    const promoted = promotionsOf(record).some(
      (each) => each.named.name === datastore && each.to === to && each.at <= by && tookEffect(record, each),
    );
    const published = writtenRecords(record).some(
      (written) =>
        written.named.name === datastore &&
        written.region === to &&
        written.at <= by &&
        written.record?.primaryRegion === to,
    );
    if (promoted && published) return [];
    const lacking = promoted ? 'its endpoint was not published there' : 'it was not promoted';
    const what = `${datastore} had to be moved to ${to} by ${clock(record, by)}, and ${lacking}`;
    return [{ id: 'L1', at: by, what }];
  });

/** A primary that is gone for so long is somebody's matter, even where nothing may be promoted. */
const LONG_MS = 20 * 60_000;
/** Whoever turned so often has seen it. */
const TURNS = 5;

const unheard = (record: RunRecord): readonly Violation[] =>
  datastoresOf(record).flatMap((named) => {
    const { name } = named;
    return intervalsOf(record, (weather) => {
      const primary = record.truth.primaries[name];
      return primary !== undefined && weather.isDark(primary);
    }).flatMap(({ from, to }) => {
      const { primary } = rolesAt(record, name, from);
      if (to - from < LONG_MS || primary !== record.truth.primaries[name]) return [];
      const others = memberRegions(named).filter((region) => region !== primary);
      const awake = others.some((region) => turnsBetween(record, region, { from, to }) >= TURNS);
      const moved = rolesAt(record, name, to).primary !== primary;
      const told = pagesBetween(record, { from, to }).some((page) => wordsOf(page).includes(name));
      if (!awake || moved || told) return [];
      const what = `${primary}, the primary of ${name}, was dark from ${clock(record, from)} to ${clock(record, to)}: nothing was promoted and nobody was told`;
      return [{ id: 'L1', at: to, what }];
    });
  });

export const l01: Checker = {
  id: 'L1',
  promise:
    'A real loss of the primary Region, with its confirmations, ends in a promotion and published endpoints, for any single further fault; what a decision cannot do without, when lost, ends in a page.',
  shownBy: ['test/scenarios/blackout.world.test.ts'],
  check: (record) => [...demanded(record), ...unheard(record)],
};
