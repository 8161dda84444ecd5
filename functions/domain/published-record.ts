import type { Epoch } from '../contract/epoch.ts';
import { PublicationFailed } from '../contract/errors.ts';
import type { Intent } from '../contract/journal.ts';
import { PublishedEndpoint } from '../contract/published-endpoint.ts';
import type { Region } from '../contract/region.ts';
import type { Look, MemberView, Parameter } from '../ports.ts';
import { compareEpochs } from './epoch.ts';
import { answered, type Readings } from './readings.ts';

/** A published record as it was read. `garbled`: the parameter was read, and holds text that is no record. */
export type PublishedLook =
  | Look<PublishedEndpoint | undefined>
  | { readonly outcome: 'unknown'; readonly detail: string; readonly garbled: true };

/** Whether there is text of no epoch at all, such as a human's edit, that a record may replace. */
export const isGarbled = (look: PublishedLook | undefined): boolean => look !== undefined && 'garbled' in look;

/**
 * Reads a parameter as a datastore's record. What cannot be parsed is unknown, never "none"; nor is a record of another
 * datastore, since a copy of it would be written under that one's name.
 */
export const readRecord = (look: Look<Parameter | undefined>, datastore: string): PublishedLook => {
  if (look.outcome !== 'answered') return look;
  if (look.value === undefined) return { outcome: 'answered', value: undefined };
  const parsed = PublishedEndpoint.safeParse(parseJson(look.value.value));
  return parsed.success && parsed.data.datastore === datastore
    ? { outcome: 'answered', value: parsed.data }
    : { outcome: 'unknown', detail: `the parameter holds no published record of ${datastore}`, garbled: true };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The record of this Region's member. Its endpoints come from ElastiCache and nowhere else; throws where those are none. */
export const recordOf = (
  member: MemberView,
  facts: {
    datastore: string;
    region: Region;
    epoch: Epoch;
    tls: boolean;
    promotedAt: string | undefined;
    separated?: boolean;
  },
): PublishedEndpoint => {
  const parsed = PublishedEndpoint.safeParse({
    datastore: facts.datastore,
    epoch: facts.epoch,
    primaryRegion: facts.region,
    ...(member.cluster ? { configuration: member.configuration } : { primary: member.primary, reader: member.reader }),
    port: member.port,
    tls: facts.tls,
    ...(facts.promotedAt && { promotedAt: facts.promotedAt }),
    ...(facts.separated && { separated: true }),
  });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the record'}: ${message}`);
  throw new PublicationFailed(
    `ElastiCache names no endpoint of ${facts.region} that can be published: ${wrong.join('; ')}`,
  );
};

/**
 * When a Region was promoted, for the cooldown. Publishing the same primary once more keeps its time; the first
 * publication has none, and what a person published names none that could be trusted.
 */
export const promotionTime = (
  { kind, to, calledAt }: Intent,
  previous: PublishedEndpoint | undefined,
): string | undefined => {
  if (kind === 'first') return undefined;
  return kind === 'adopt' && previous?.primaryRegion === to && !previous.byHand ? previous.promotedAt : calledAt;
};

/** The endpoints that any Region publishes, as far as they could be read. */
export const publishedHosts = ({ published }: Pick<Readings, 'published'>): string[] => [
  ...new Set([...published.values()].flatMap((look) => hostsOf(answered(look)))),
];

/** The Regions whose record could not be read. */
export const unreadRecords = ({ published }: Pick<Readings, 'published'>): Region[] =>
  [...published].flatMap(([region, { outcome }]) => (outcome === 'answered' ? [] : [region]));

/** Of published endpoints, this many are remembered. */
const mostHosts = 6;

/**
 * What to remember of published endpoints, the newest last. An intent knows those that could be read when it was
 * accepted; one read that failed then must not make the record unmovable for ever.
 */
export const rememberHosts = (
  before: readonly string[] | undefined,
  readings: Pick<Readings, 'published'>,
): string[] => {
  const read = publishedHosts(readings);
  return [...(before ?? []).filter((host) => !read.includes(host)), ...read].slice(-mostHosts);
};

/** The endpoints that a record sends its clients to. */
export const hostsOf = (record: PublishedEndpoint | undefined): string[] =>
  [record?.primary, record?.configuration].flatMap((host) => host ?? []);

/** Where clients of a record are led, as people read it. */
export const targetOf = (record: PublishedEndpoint): string => hostsOf(record).at(-1) ?? 'no known endpoint';

/**
 * Whether a record names the endpoints that ElastiCache names for its cluster now. A reader endpoint may be missing: a
 * person's record need not name it.
 */
export const namesEndpointsOf = (record: PublishedEndpoint, member: MemberView, tls: boolean): boolean => {
  const same = (host: string | undefined, real: string | undefined): boolean =>
    host?.toLowerCase() === real?.toLowerCase();
  // Without the encryption that is configured, clients would send their passwords in the clear.
  if (record.port !== member.port || record.tls !== tls) return false;
  if (member.cluster) return record.primary === undefined && same(record.configuration, member.configuration);
  return (
    record.configuration === undefined &&
    same(record.primary, member.primary) &&
    (record.reader === undefined || same(record.reader, member.reader))
  );
};

/** The record of the highest epoch among those that could be read. */
export const highestOf = (records: readonly (PublishedEndpoint | undefined)[]): PublishedEndpoint | undefined =>
  records.reduce<PublishedEndpoint | undefined>(
    (high, record) => (record && (!high || compareEpochs(record.epoch, high.epoch) > 0) ? record : high),
    undefined,
  );

/** Whether two records say the same, whatever the order of their members. */
export const sameRecord = (a: PublishedEndpoint, b: PublishedEndpoint): boolean => canonical(a) === canonical(b);

/** JSON with sorted members, so that equal values are equal text. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(
          Object.keys(member)
            .sort()
            .map((key) => [key, member[key]]),
        )
      : member,
  );
