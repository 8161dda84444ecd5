import type { Entry } from '../../history.ts';
import { object, text } from './entries.ts';

export type Path = 'api' | 'cache' | 'replication' | 'clients';

/** What was broken in truth. Sets of words. */
export interface Broken {
  readonly since: number;
  readonly dark: ReadonlySet<string>;
  /** Links lost both ways: `from>to|path`, the path `*` for every one. */
  readonly cuts: ReadonlySet<string>;
  /** Directions lost, in the same words, as often as something broke them: each is mended by itself. */
  readonly lost: readonly string[];
  /** Those that work so badly that who meets it cannot tell it from a cut: nobody is accused of having taken it for one. */
  readonly bad: readonly string[];
  /** `region|datastore`, the datastore `*` for every one. */
  readonly down: ReadonlySet<string>;
  /** Of whose shards some serve and some do not, in the same words. */
  readonly partly: ReadonlySet<string>;
  readonly stopped: ReadonlySet<string>;
  readonly clientsFail: ReadonlySet<string>;
  readonly apiDark: ReadonlySet<string>;
  readonly route53: 'shares-fate' | 'up' | 'down';
}

/** Nothing is. */
export const empty: Broken = {
  since: Number.NEGATIVE_INFINITY,
  dark: new Set(),
  cuts: new Set(),
  lost: [],
  bad: [],
  down: new Set(),
  partly: new Set(),
  stopped: new Set(),
  clientsFail: new Set(),
  apiDark: new Set(),
  route53: 'shares-fate',
};

const plus = (set: ReadonlySet<string>, ...words: string[]): ReadonlySet<string> => new Set([...set, ...words]);
const minus = (set: ReadonlySet<string>, gone: (word: string) => boolean): ReadonlySet<string> =>
  new Set([...set].filter((word) => !gone(word)));
/** A direction, and what travels there. */
export const link = (from: string, to: string, path: string): string => `${from}>${to}|${path}`;
const touches = (region: string) => (word: string) => word.split('|')[0]?.split('>').includes(region) ?? false;

/** A path of `*`, or none, mends all of them. */
const mends = (ends: readonly (readonly [string, string])[], paths: readonly string[]) => (word: string) =>
  ends.some(([from, to]) =>
    paths.some((path) => (path === '*' ? word.startsWith(`${from}>${to}|`) : word === link(from, to, path))),
  );

type Change = (broken: Broken, entry: Entry) => Partial<Broken>;
type Ends = readonly (readonly [string, string])[];

const member = (entry: Entry): string => `${text(entry, 'region') || entry.region}|${text(entry, 'datastore') || '*'}`;
/** Where something went wrong: the entry, or its detail, says so. */
export const regionOf = (entry: Entry): string => text(entry, 'region') || entry.region || '';
const pathsOf = ({ detail }: Entry): readonly string[] => {
  const named = detail?.traffic ?? detail?.path;
  if (Array.isArray(named)) return named.map(String);
  return [named === undefined || named === 'all' ? '*' : String(named)];
};
const both = (entry: Entry): Ends => [
  [text(entry, 'a'), text(entry, 'b')],
  [text(entry, 'b'), text(entry, 'a')],
];

const cutting: Change = ({ cuts }, entry) => ({
  cuts: plus(cuts, ...both(entry).flatMap(([from, to]) => pathsOf(entry).map((path) => link(from, to, path)))),
});
const mending: Change = ({ cuts }, entry) => ({ cuts: minus(cuts, mends(both(entry), pathsOf(entry))) });

/** In which list a direction's state belongs; in none where it is a little slow. */
const listOf = ({ detail }: Entry): 'lost' | 'bad' | undefined => {
  const how = detail?.way ?? 'cut';
  if (how === 'cut') return 'lost';
  const { lossRate = 0, latencyMs = 0 } = object(how);
  return Number(lossRate) >= 0.3 || Number(latencyMs) >= 1000 ? 'bad' : undefined;
};
const directions = (entry: Entry): readonly string[] =>
  pathsOf(entry).map((path) => link(text(entry, 'from'), text(entry, 'to'), path));
const losing: Change = (broken, entry) => {
  const list = listOf(entry);
  return list ? { [list]: [...broken[list], ...directions(entry)] } : {};
};
const finding: Change = (broken, entry) => {
  const list = listOf(entry);
  return list ? { [list]: directions(entry).reduce(withoutOne, broken[list]) } : {};
};
const withoutOne = (words: readonly string[], gone: string): readonly string[] => {
  const index = words.indexOf(gone);
  return index < 0 ? words : words.toSpliced(index, 1);
};

/** A member's nodes serve for all of its shards, for some, or nobody. */
const serving =
  (shards: 'all' | 'some' | 'none'): Change =>
  ({ down, partly }, entry) => {
    const word = member(entry);
    const holds = (set: ReadonlySet<string>, does: boolean): ReadonlySet<string> =>
      does ? plus(set, word) : minus(set, (each) => each === word);
    return { down: holds(down, shards === 'none'), partly: holds(partly, shards === 'some') };
  };

/** What each fault of the history breaks or mends, by its name; `sandbox/history.ts` says what they mean. */
export const changes: Readonly<Record<string, Change>> = {
  blackout: ({ dark }, entry) => ({ dark: plus(dark, regionOf(entry)) }),
  heal: ({ dark, cuts, lost, bad }, entry) => ({
    dark: minus(dark, (region) => region === regionOf(entry)),
    cuts: minus(cuts, touches(regionOf(entry))),
    lost: lost.filter((word) => !touches(regionOf(entry))(word)),
    bad: bad.filter((word) => !touches(regionOf(entry))(word)),
  }),
  cut: cutting,
  mend: mending,
  'cut-one-way': losing,
  'mend-one-way': finding,
  impaired: losing,
  repaired: finding,
  'route53 up': () => ({ route53: 'up' }),
  'route53 down': () => ({ route53: 'down' }),
  'route53 shares-fate': () => ({ route53: 'shares-fate' }),
  'redis:down': serving('none'),
  'redis:frozen': serving('none'),
  'redis:up': serving('all'),
  'redis:partial': serving('some'),
  'redis:slowed': (broken, entry) => serving(Number(entry.detail?.ms) >= 1000 ? 'none' : 'all')(broken, entry),
  'replication:stopped': ({ stopped }, entry) => ({ stopped: plus(stopped, member(entry)) }),
  'replication:flowing': ({ stopped }, entry) => ({ stopped: minus(stopped, (word) => word === member(entry)) }),
  'clients:failing': ({ clientsFail }, entry) => ({ clientsFail: plus(clientsFail, text(entry, 'datastore') || '*') }),
  'clients:fine': ({ clientsFail }, entry) => ({
    clientsFail: minus(clientsFail, (word) => word === (text(entry, 'datastore') || '*')),
  }),
  'api:dark': ({ apiDark }, entry) => ({ apiDark: plus(apiDark, regionOf(entry)) }),
  'api:up': ({ apiDark }, entry) => ({ apiDark: minus(apiDark, (region) => region === regionOf(entry)) }),
};
