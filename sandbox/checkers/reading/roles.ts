import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { byGroup, datastoresOf, regionOfCluster } from './datastores.ts';
import { entriesOf, text } from './entries.ts';
import { memo } from './memo.ts';

/** Who was what in truth, whatever any Region's view of it. */
export interface Roles {
  /** Since when it is so. */
  readonly since: number;
  /** The Region whose member has the role PRIMARY. */
  readonly primary: string | undefined;
  /** Regions whose cluster takes writes: the primary, and a deposed one that has not been demoted yet. */
  readonly takesWrites: ReadonlySet<string>;
  /** Regions whose cluster left its Global Datastore. */
  readonly separated: ReadonlySet<string>;
}

type Step = (roles: Roles, region: string) => Partial<Roles>;

const without = (set: ReadonlySet<string>, region: string): ReadonlySet<string> =>
  new Set([...set].filter((each) => each !== region));

const steps: Readonly<Record<string, { readonly member: string; readonly step: Step }>> = {
  'elasticache:promoted': { member: 'primary', step: (_, region) => ({ primary: region }) },
  'elasticache:writable': {
    member: 'cluster',
    step: ({ takesWrites }, region) => ({ takesWrites: new Set([...takesWrites, region]) }),
  },
  'elasticache:demoted': {
    member: 'cluster',
    step: ({ takesWrites }, region) => ({ takesWrites: without(takesWrites, region) }),
  },
  'elasticache:separated': {
    member: 'cluster',
    step: ({ takesWrites, separated }, region) => ({
      takesWrites: new Set([...takesWrites, region]),
      separated: new Set([...separated, region]),
    }),
  },
};

const timelines = memo((record) => {
  const lines = new Map<string, Roles[]>();
  for (const { name } of datastoresOf(record)) {
    const primary = record.truth.primaries[name];
    const takesWrites = new Set(primary === undefined ? [] : [primary]);
    lines.set(name, [{ since: Number.NEGATIVE_INFINITY, primary, takesWrites, separated: new Set() }]);
  }
  for (const entry of entriesOf(record, 'effect')) {
    const known = steps[entry.name];
    const named = known && byGroup(record, text(entry, 'group'));
    if (!known || !named) continue;
    const region = regionOfCluster(named, text(entry, known.member)) ?? entry.region ?? '';
    const line = lines.get(named.name) ?? [];
    const last = line.at(-1);
    if (last) line.push({ ...last, since: entry.at, ...known.step(last, region) });
  }
  return lines;
});

/** Every state of the roles, oldest first. */
export const rolesOf = (record: RunRecord, datastore: string): readonly Roles[] =>
  timelines(record).get(datastore) ?? [];

const nothing: Roles = {
  since: Number.NEGATIVE_INFINITY,
  primary: undefined,
  takesWrites: new Set(),
  separated: new Set(),
};

export const rolesAt = (record: RunRecord, datastore: string, at: number): Roles =>
  rolesOf(record, datastore).findLast(({ since }) => since <= at) ?? nothing;

/** The roles as they were at some time between two instants. */
export const rolesDuring = (
  record: RunRecord,
  datastore: string,
  { from, to }: { from: number; to: number },
): readonly Roles[] => {
  const line = rolesOf(record, datastore);
  return line.filter(({ since }, index) => since <= to && (line[index + 1]?.since ?? Number.POSITIVE_INFINITY) >= from);
};

/** Effects of one kind on a datastore's group. */
export const groupEffects = (record: RunRecord, datastore: string, name: string): readonly Entry[] =>
  entriesOf(record, 'effect', `elasticache:${name}`).filter(
    (entry) => byGroup(record, text(entry, 'group'))?.name === datastore,
  );
