import type { RunRecord } from '../run-record.ts';
import { entriesOf } from './entries.ts';
import { type Broken, changes, empty, link, type Path } from './fault-words.ts';
import { memo } from './memo.ts';

/** Where Route 53's control plane is, and the Region whose fate it shares. */
const route53Place = 'route53';
const route53Home = 'us-east-1';

/** What the world let happen at one time. */
export interface Weather {
  readonly isDark: (region: string) => boolean;
  /** Asks and is answered: whatever is connected needs both directions. */
  readonly reaches: (from: string, to: string, path: Path) => boolean;
  /** The same, also where the link is so bad that it may not seem so. */
  readonly hears: (from: string, to: string, path: Path) => boolean;
  /** The nodes of a member, of one shard at least, answer whoever reaches them. */
  readonly serves: (region: string, datastore: string) => boolean;
  /** Every shard of a member serves. */
  readonly isWhole: (region: string, datastore: string) => boolean;
  /** Data flows from one member to another. */
  readonly replicates: (from: string, to: string, datastore: string) => boolean;
  readonly clientsFail: (datastore: string) => boolean;
  readonly apiUp: (region: string) => boolean;
  /** Route 53's control plane answers a Region. */
  readonly reachesRoute53: (from: string) => boolean;
}

const timeline = memo((record): readonly Broken[] => {
  const line = [empty];
  for (const entry of entriesOf(record, 'fault')) {
    const last = line.at(-1) ?? empty;
    const change = changes[entry.name];
    if (change) line.push({ ...last, since: entry.at, ...change(last, entry) });
  }
  return line;
});

const weatherOf = (broken: Broken): Weather => {
  const isDark = (region: string): boolean => broken.dark.has(region);
  const words = (from: string, to: string, path: string) => [link(from, to, path), link(from, to, '*')];
  const lost = (from: string, to: string, path: string): boolean =>
    words(from, to, path).some((word) => broken.cuts.has(word) || broken.lost.includes(word));
  const cut = (from: string, to: string, path: string): boolean =>
    lost(from, to, path) || words(from, to, path).some((word) => broken.bad.includes(word));
  const between = (is: typeof cut) => (from: string, to: string, path: Path) =>
    !isDark(from) && !isDark(to) && (from === to || (!is(from, to, path) && !is(to, from, path)));
  const reaches = between(cut);
  const has = (set: ReadonlySet<string>, region: string, datastore: string): boolean =>
    set.has(`${region}|${datastore}`) || set.has(`${region}|*`);
  const serves = (region: string, datastore: string): boolean =>
    !isDark(region) && !has(broken.down, region, datastore);
  return {
    isDark,
    reaches,
    hears: between(lost),
    serves,
    isWhole: (region, datastore) => serves(region, datastore) && !has(broken.partly, region, datastore),
    replicates: (from, to, datastore) =>
      serves(from, datastore) &&
      serves(to, datastore) &&
      reaches(to, from, 'replication') &&
      !has(broken.stopped, to, datastore),
    clientsFail: (datastore) => broken.clientsFail.has(datastore) || broken.clientsFail.has('*'),
    apiUp: (region) => !isDark(region) && !broken.apiDark.has(region),
    reachesRoute53: (from) =>
      !isDark(from) &&
      !cut(from, route53Place, 'api') &&
      !cut(route53Place, from, 'api') &&
      (broken.route53 === 'up' || (broken.route53 === 'shares-fate' && !isDark(route53Home))),
  };
};

/** What was so at some time between two instants, each state once. */
export const weatherDuring = (
  record: RunRecord,
  { from, to }: { readonly from: number; readonly to: number },
): readonly Weather[] => {
  const line = timeline(record);
  return line
    .filter(({ since }, index) => since <= to && (line[index + 1]?.since ?? Number.POSITIVE_INFINITY) >= from)
    .map(weatherOf);
};

export const weatherAt = (record: RunRecord, at: number): Weather =>
  weatherOf(timeline(record).findLast(({ since }) => since <= at) ?? empty);

/** Intervals in which something was so without a break, the last one open if it was so at the end. */
export const intervalsOf = (
  record: RunRecord,
  holds: (weather: Weather) => boolean,
): readonly { readonly from: number; readonly to: number }[] => {
  const found: { from: number; to: number }[] = [];
  const line = timeline(record);
  for (const [index, broken] of line.entries()) {
    if (!holds(weatherOf(broken))) continue;
    const from = Math.max(broken.since, record.truth.startedAt);
    const to = line[index + 1]?.since ?? record.truth.endedAt;
    const last = found.at(-1);
    if (last && last.to === from) last.to = to;
    else found.push({ from, to });
  }
  return found;
};
