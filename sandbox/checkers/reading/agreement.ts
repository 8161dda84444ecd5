import { bounds } from '../bounds.ts';
import type { RunRecord } from '../run-record.ts';
import { memberRegions, type Named, recordNames } from './datastores.ts';
import { entriesOf } from './entries.ts';
import { compareEpochs, said, sameEpoch } from './epochs.ts';
import { weatherAt } from './faults.ts';
import { incidentAt } from './journal.ts';
import { tellsOf } from './pages.ts';
import { publishedAt, regionsOfHost, standingAt } from './publications.ts';
import { rolesAt, rolesOf } from './roles.ts';
import { turnsBetween } from './turns.ts';

/** What differs, by default at the end of a run, each as a sentence: parameters of all Regions, record, journals and the primary. */
export const differencesOf = (
  record: RunRecord,
  named: Named,
  at: number = record.truth.endedAt,
): readonly string[] => {
  const { name } = named;
  const weather = weatherAt(record, at);
  const { primary = '', separated } = rolesAt(record, name, at);
  const alive = memberRegions(named).filter((region) => !weather.isDark(region));
  const published = alive.map((region) => ({ region, record: publishedAt(record, { region, datastore: name, at }) }));
  const newest = published
    .map((each) => each.record)
    .toSorted((a, b) => (a && b ? compareEpochs(b.epoch, a.epoch) : a ? -1 : 1))[0];
  if (!newest) return [`nothing is published for ${name}`];
  const isReal = newest.primaryRegion === primary || separated.has(newest.primaryRegion);
  const standing = standingAt(record, named, at);
  const led = regionsOfHost(record, named, standing.target ?? '');
  const { epoch } = incidentAt(record, { region: newest.primaryRegion, datastore: name, at });
  return [
    ...(isReal ? [] : [`${newest.primaryRegion} is published as primary of ${name}, and it is ${primary}`]),
    ...published.flatMap(({ region, record: own }) =>
      sameEpoch(own?.epoch, newest.epoch)
        ? []
        : [`${region} publishes epoch ${said(own?.epoch)}, not ${said(newest.epoch)}`],
    ),
    ...(recordNames(named) && !led.includes(newest.primaryRegion)
      ? [`the record leads to ${standing.target ?? 'nothing'}, not to ${newest.primaryRegion}`]
      : []),
    ...(recordNames(named) && !sameEpoch(standing.epoch, newest.epoch)
      ? [`the epoch beside the record is ${said(standing.epoch)}, not ${said(newest.epoch)}`]
      : []),
    ...(alive.includes(newest.primaryRegion) && epoch && compareEpochs(epoch, newest.epoch) > 0
      ? [`the journal of ${newest.primaryRegion} is at epoch ${said(epoch)}, published is ${said(newest.epoch)}`]
      : []),
  ];
};

/** Turns of `Reconcile` that every living member Region must have had before anybody may expect agreement. */
const ENOUGH = 4;

/** From when on the world was whole and had time to agree; undefined where it was never given any. */
export const expectedSince = (record: RunRecord, named: Named): number | undefined => {
  const { healedAt, endedAt, settled } = record.truth;
  if (healedAt === undefined || (!settled && endedAt - healedAt < bounds.convergence)) return undefined;
  const weather = weatherAt(record, endedAt);
  const alive = memberRegions(named).filter((region) => !weather.isDark(region));
  const window = { from: healedAt, to: endedAt };
  return alive.every((region) => turnsBetween(record, region, window) >= ENOUGH) ? healedAt : undefined;
};

/** Since when the primary of the end is the primary, in the run. */
export const primarySince = (record: RunRecord, { name }: Named): number => {
  const line = rolesOf(record, name);
  const last = line.at(-1);
  const before = line.findLastIndex(({ primary }) => primary !== last?.primary);
  return Math.max(line[before + 1]?.since ?? 0, record.truth.startedAt);
};

/** Whether people were told since an instant what is wrong with a datastore, or that the orchestrator itself is. */
export const wasPaged = (record: RunRecord, { name }: Named, since: number): boolean =>
  entriesOf(record, 'page').some((page) => page.at >= since && tellsOf(page, name));
