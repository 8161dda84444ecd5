import { names } from '../contract/names.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import type { RecordSet } from '../ports.ts';
import { compareEpochs, formatEpoch, parseEpoch } from './epoch.ts';

/** What has to happen to the record and the epoch beside it. */
export type DnsChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'superseded'; readonly detail: string }
  /** Somebody's record, or a shape that we do not touch. */
  | { readonly kind: 'conflict'; readonly detail: string }
  | { readonly kind: 'change'; readonly remove: readonly RecordSet[]; readonly create: readonly RecordSet[] };

interface Standing {
  readonly record: string;
  readonly ttl: number;
  /** Every set at the record's name, and at the epoch's. */
  readonly sets: readonly RecordSet[];
  readonly epochSets: readonly RecordSet[];
  /** Host names of members, by which an existing record is recognised as ours. */
  readonly endpoints: readonly string[];
}

/**
 * The one atomic batch that leads to `wanted`: exactly the old values out, the new ones in, the epoch with them. An
 * existing record keeps its TTL, and is adopted only if it names a member's endpoint. Pure.
 */
export const dnsChange = (wanted: PublishedEndpoint, standing: Standing): DnsChange => {
  const { record, sets, epochSets } = standing;
  const target = wanted.configuration ?? wanted.primary;
  if (target === undefined) return { kind: 'conflict', detail: 'the published record names no endpoint' };
  const odd = foreign(standing);
  if (odd) return { kind: 'conflict', detail: odd };

  const [cname] = sets;
  const [txt] = epochSets;
  const published = txt && epochOf(txt);
  if (published && compareEpochs(published, wanted.epoch) > 0)
    return { kind: 'superseded', detail: `the record is at epoch ${formatEpoch(published)}` };

  const ttl = cname?.ttl ?? standing.ttl;
  const newCname: RecordSet = { name: record, type: 'CNAME', ttl, values: [target], routed: false };
  const newTxt: RecordSet = {
    name: names.epochRecord(record),
    type: 'TXT',
    ttl: txt?.ttl ?? ttl,
    values: [`"${formatEpoch(wanted.epoch)}"`],
    routed: false,
  };
  const keepsCname = cname !== undefined && sameHost(cname.values, target);
  const keepsTxt = txt !== undefined && txt.values.length === 1 && txt.values[0] === newTxt.values[0];
  if (keepsCname && keepsTxt) return { kind: 'none' };
  return {
    kind: 'change',
    remove: [...(cname && !keepsCname ? [cname] : []), ...(txt && !keepsTxt ? [txt] : [])],
    create: [...(keepsCname ? [] : [newCname]), ...(keepsTxt ? [] : [newTxt])],
  };
};

/** The epoch that a TXT record set names, if it is one of ours. */
export const epochOf = ({ values }: RecordSet) => parseEpoch((values[0] ?? '').replace(/^"|"$/g, ''));

const bare = (host: string): string => host.toLowerCase().replace(/\.$/, '');

const sameHost = (values: readonly string[], host: string): boolean =>
  values.length === 1 && values.map(bare).includes(bare(host));

/** Why what stands there is not ours to change, or nothing. */
const foreign = ({ record, sets, epochSets, endpoints }: Standing): string | undefined => {
  const odd = [...sets, ...epochSets].find(({ routed }) => routed);
  if (odd) return `${odd.name} is an alias, another type, or one of a routed set: only simple records are changed`;
  if (sets.length > 1 || sets.some(({ type }) => type !== 'CNAME')) return `${record} is not one simple CNAME`;
  if (epochSets.length > 1 || epochSets.some(({ type }) => type !== 'TXT'))
    return `${names.epochRecord(record)} is not one simple TXT record`;
  const [cname] = sets;
  if (cname && !endpoints.some((endpoint) => sameHost(cname.values, endpoint)))
    return `${record} leads to ${cname.values.join(', ')}, which is no endpoint of a member`;
  return undefined;
};
