import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { entriesOf, text } from './entries.ts';
import { memo } from './memo.ts';

/** Where Route 53's control plane is, and the Region whose fate it shares. */
const route53Place = 'route53';
const route53Home = 'us-east-1';

export type Path = 'api' | 'cache' | 'replication' | 'clients';

/** What was broken in truth. Sets of words; see `sandbox/history.ts` for the faults they come from. */
interface Broken {
  readonly since: number;
  readonly dark: ReadonlySet<string>;
  /** `from>to|path`, the path `*` for every one. */
  readonly cuts: ReadonlySet<string>;
  /** `region|datastore`, the datastore `*` for every one. */
  readonly down: ReadonlySet<string>;
  readonly stopped: ReadonlySet<string>;
  readonly clientsFail: ReadonlySet<string>;
  readonly apiDark: ReadonlySet<string>;
  readonly route53: 'shares-fate' | 'up' | 'down';
}

/** What the world let happen at one time. */
export interface Weather {
  readonly isDark: (region: string) => boolean;
  readonly reaches: (from: string, to: string, path: Path) => boolean;
  /** The nodes of a member answer whoever reaches them. */
  readonly serves: (region: string, datastore: string) => boolean;
  /** Data flows from one member to another. */
  readonly replicates: (from: string, to: string, datastore: string) => boolean;
  readonly clientsFail: (datastore: string) => boolean;
  readonly apiUp: (region: string) => boolean;
  /** Route 53's control plane answers a Region. */
  readonly reachesRoute53: (from: string) => boolean;
}

const empty: Broken = {
  since: Number.NEGATIVE_INFINITY,
  dark: new Set(),
  cuts: new Set(),
  down: new Set(),
  stopped: new Set(),
  clientsFail: new Set(),
  apiDark: new Set(),
  route53: 'shares-fate',
};

const plus = (set: ReadonlySet<string>, ...words: string[]): ReadonlySet<string> => new Set([...set, ...words]);
const minus = (set: ReadonlySet<string>, gone: (word: string) => boolean): ReadonlySet<string> =>
  new Set([...set].filter((word) => !gone(word)));
const link = (from: string, to: string, path: string): string => `${from}>${to}|${path}`;
const touches = (region: string) => (word: string) => word.split('|')[0]?.split('>').includes(region) ?? false;

/** A path of `*`, or none, mends all of them. */
const mends = (ends: readonly (readonly [string, string])[], path: string) => (word: string) =>
  ends.some(([from, to]) => (path === '*' ? word.startsWith(`${from}>${to}|`) : word === link(from, to, path)));

type Change = (broken: Broken, entry: Entry) => Partial<Broken>;

const member = (entry: Entry): string => `${text(entry, 'region') || entry.region}|${text(entry, 'datastore') || '*'}`;
const regionOf = (entry: Entry): string => text(entry, 'region') || entry.region || '';
const pathOf = (entry: Entry): string => text(entry, 'path') || '*';
const both = (entry: Entry): readonly (readonly [string, string])[] => [
  [text(entry, 'a'), text(entry, 'b')],
  [text(entry, 'b'), text(entry, 'a')],
];

const changes: Readonly<Record<string, Change>> = {
  blackout: ({ dark }, entry) => ({ dark: plus(dark, regionOf(entry)) }),
  heal: ({ dark, cuts }, entry) => ({
    dark: minus(dark, (region) => region === regionOf(entry)),
    cuts: minus(cuts, touches(regionOf(entry))),
  }),
  'heal-all': () => ({ dark: new Set(), cuts: new Set() }),
  cut: ({ cuts }, entry) => ({ cuts: plus(cuts, ...both(entry).map(([a, b]) => link(a, b, pathOf(entry)))) }),
  mend: ({ cuts }, entry) => ({ cuts: minus(cuts, mends(both(entry), pathOf(entry))) }),
  'cut-one-way': ({ cuts }, entry) => ({
    cuts: plus(cuts, link(text(entry, 'from'), text(entry, 'to'), pathOf(entry))),
  }),
  'mend-one-way': ({ cuts }, entry) => ({
    cuts: minus(cuts, mends([[text(entry, 'from'), text(entry, 'to')]], pathOf(entry))),
  }),
  'route53 up': () => ({ route53: 'up' }),
  'route53 down': () => ({ route53: 'down' }),
  'route53 shares-fate': () => ({ route53: 'shares-fate' }),
  'redis:down': ({ down }, entry) => ({ down: plus(down, member(entry)) }),
  'redis:frozen': ({ down }, entry) => ({ down: plus(down, member(entry)) }),
  'redis:up': ({ down }, entry) => ({ down: minus(down, (word) => word === member(entry)) }),
  'replication:stopped': ({ stopped }, entry) => ({ stopped: plus(stopped, member(entry)) }),
  'replication:flowing': ({ stopped }, entry) => ({ stopped: minus(stopped, (word) => word === member(entry)) }),
  'clients:failing': ({ clientsFail }, entry) => ({ clientsFail: plus(clientsFail, text(entry, 'datastore') || '*') }),
  'clients:fine': ({ clientsFail }, entry) => ({
    clientsFail: minus(clientsFail, (word) => word === (text(entry, 'datastore') || '*')),
  }),
  'api:dark': ({ apiDark }, entry) => ({ apiDark: plus(apiDark, regionOf(entry)) }),
  'api:up': ({ apiDark }, entry) => ({ apiDark: minus(apiDark, (region) => region === regionOf(entry)) }),
};

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
  const cut = (from: string, to: string, path: string): boolean =>
    broken.cuts.has(link(from, to, path)) || broken.cuts.has(link(from, to, '*'));
  const reaches = (from: string, to: string, path: Path): boolean =>
    !isDark(from) && !isDark(to) && (from === to || !cut(from, to, path));
  const has = (set: ReadonlySet<string>, region: string, datastore: string): boolean =>
    set.has(`${region}|${datastore}`) || set.has(`${region}|*`);
  const serves = (region: string, datastore: string): boolean =>
    !isDark(region) && !has(broken.down, region, datastore);
  return {
    isDark,
    reaches,
    serves,
    // The copy's node opens the connection, so only that direction needs to come about.
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
