import { normaliseName } from '../aws/services/route53/names.ts';
import type { RecordSet } from '../aws/services/route53/record-set.ts';
import type { PublishedZone } from '../aws/services/route53/zone.ts';
import type { Answer, Resolution } from './answer.ts';
import { chosen, setsAt, zoneFor } from './lookup.ts';
import { dotless, toAnswers } from './records.ts';

export interface ResolverDependencies {
  /** The zones as they have propagated: `route53.published`. */
  readonly zones: () => readonly PublishedZone[];
  /** ElastiCache endpoint names (no trailing dot) and the address each has now. */
  readonly names: () => ReadonlyMap<string, string>;
  /** From 0 to below 1; it picks among weighted sets. @default the first set with a weight */
  readonly random?: () => number;
}

export interface Resolver {
  /** Answers at once from what has propagated, CNAMEs followed to their end. `type` is a DNS type, `ANY` included. */
  readonly resolve: (name: string, type: string) => Resolution;
}

/** ElastiCache's own names: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Endpoints.html */
const ELASTICACHE = 'cache.amazonaws.com.';
const ENDPOINT_TTL = 5;
const CHAIN_MAX = 8;

/**
 * Route 53's data plane and ElastiCache's names, as the resolver of a VPC sees them. It reads nothing of the control
 * planes at the time of the question, so it answers the same while us-east-1 is dark.
 */
export const createResolver = ({ zones, names, random = () => 0 }: ResolverDependencies): Resolver => {
  const step = (name: string, type: string): Resolution => {
    if (name.endsWith(`.${ELASTICACHE}`)) return endpointAnswer(names(), name, type);
    const zone = zoneFor(zones(), name);
    return zone ? zoneAnswer(zone, { name, type, random }) : refused;
  };
  return {
    resolve: (asked, type) => {
      const answers: Answer[] = [];
      let name = normaliseName(asked);
      for (let hops = 0; hops < CHAIN_MAX; hops += 1) {
        const { rcode, answers: found, authorities } = step(name, type);
        answers.push(...found);
        const [cname] = found;
        if (cname?.type !== 'CNAME' || type === 'CNAME' || type === 'ANY')
          // A chain that leaves what this server knows ends there: the rest is for the asker.
          return { rcode: rcode === 'REFUSED' && answers.length > 0 ? 'NOERROR' : rcode, answers, authorities };
        name = normaliseName(cname.data);
      }
      return { rcode: 'NOERROR', answers, authorities: [] };
    },
  };
};

const refused: Resolution = { rcode: 'REFUSED', answers: [], authorities: [] };

const endpointAnswer = (names: ReadonlyMap<string, string>, name: string, type: string): Resolution => {
  const address = names.get(dotless(name));
  if (address === undefined) return { rcode: 'NXDOMAIN', answers: [], authorities: [elasticacheSoa] };
  if (type !== 'A' && type !== 'ANY') return { rcode: 'NOERROR', answers: [], authorities: [elasticacheSoa] };
  const answer: Answer = { name: dotless(name), type: 'A', ttl: ENDPOINT_TTL, data: address };
  return { rcode: 'NOERROR', answers: [answer], authorities: [] };
};

const zoneAnswer = (
  zone: PublishedZone,
  { name, type, random }: { name: string; type: string; random: () => number },
): Resolution => {
  const sets = setsAt(zone, name);
  const soa = zone.sets.filter(({ Name, Type }) => Type === 'SOA' && Name === zone.name);
  const authorities = soa.flatMap((set) => toAnswers(set, dotless(zone.name)));
  if (!sets) return { rcode: 'NXDOMAIN', answers: [], authorities };
  const byType = Map.groupBy(sets, (set) => set.Type);
  const wanted = type === 'ANY' ? [...byType.keys()] : [byType.has('CNAME') ? 'CNAME' : type];
  const answers = [...byType]
    .filter(([each]) => wanted.includes(each))
    .flatMap(([, own]) => answersOf(chosen(own, random), { zone, name, random }));
  return { rcode: 'NOERROR', answers, authorities: answers.length > 0 ? [] : authorities };
};

/** An alias answers with its target's records under its own name. */
const answersOf = (
  set: RecordSet | undefined,
  { zone, name, random }: { zone: PublishedZone; name: string; random: () => number },
): Answer[] => {
  if (!set) return [];
  if (!set.AliasTarget) return toAnswers(set, dotless(name));
  const target = setsAt(zone, normaliseName(set.AliasTarget.DNSName ?? '')) ?? [];
  const next = chosen(
    target.filter(({ Type, AliasTarget }) => Type === set.Type && !AliasTarget),
    random,
  );
  return next ? toAnswers(next, dotless(name)) : [];
};

const elasticacheSoa: Answer = {
  name: dotless(ELASTICACHE),
  type: 'SOA',
  ttl: 60,
  data: {
    mname: 'ns-0.awsdns-00.com',
    rname: 'awsdns-hostmaster.amazon.com',
    serial: 1,
    refresh: 7200,
    retry: 900,
    expire: 1_209_600,
    minimum: 60,
  },
};
