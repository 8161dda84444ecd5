import type { Datastore } from './config.ts';
import { listed, type Problem, shown } from './config-problem.ts';
import { possibleConfirmations } from './confirmations.ts';
import { names } from './names.ts';
import { leastLossLimitSeconds } from './policy.ts';
import type { Region } from './region.ts';

/** What a datastore is checked against. A member that is itself wrong is absent, and reported by its schema. */
export interface Surroundings {
  readonly regions?: readonly Region[] | undefined;
  readonly witness?: Region | undefined;
}

type Check = (datastore: Datastore, surroundings: Surroundings) => readonly Problem[];

/** What one datastore's members have against each other, all of it. Paths begin at the datastore. */
export const checkDatastore: Check = (datastore, surroundings) =>
  checks.flatMap((check) => check(datastore, surroundings));

const membersOf = (datastore: Datastore): readonly Region[] => Object.keys(datastore.replicationGroups);

/** A Global Datastore has one primary and at most two secondaries. */
const members: Check = (datastore, { regions }) => {
  const found = membersOf(datastore);
  const path = ['replicationGroups'];
  const strangers = regions ? found.filter((region) => !regions.includes(region)) : [];
  return [
    ...(found.length < 2 || found.length > 3
      ? [{ path, expected: 'a replication group in 2 or 3 Regions', got: `${found.length}: ${listed(found)}` }]
      : []),
    ...strangers.map((region) => ({
      path: [...path, region],
      expected: `one of the Regions listed in regions (${listed(regions ?? [])})`,
      got: shown(region),
    })),
  ];
};

const network: Check = (datastore) =>
  sameRegions(['network'], Object.keys(datastore.network), {
    members: membersOf(datastore),
    what: 'a network in each Region of replicationGroups and no other',
  });

const preference: Check = ({ preference, replicationGroups }) => {
  const members = Object.keys(replicationGroups);
  const complete = preference.length === members.length && members.every((region) => preference.includes(region));
  if (complete) return [];
  return [
    {
      path: ['preference'],
      expected: `each of ${listed(members)} once, in the order of taking over`,
      got: shown(preference),
    },
  ];
};

const secrets: Check = ({ access: { auth }, replicationGroups }) => {
  if (auth === 'none' || !('secret' in auth)) return [];
  const path = ['access', 'auth', 'secret'];
  return [
    ...sameRegions(path, Object.keys(auth.secret), {
      members: Object.keys(replicationGroups),
      what: 'one secret ARN for each Region of replicationGroups',
    }),
    ...Object.entries(auth.secret)
      .filter(([region, arn]) => arn.split(':')[3] !== region)
      .map(([region, arn]) => ({
        path: [...path, region],
        expected: `a secret kept in ${region} itself, since another Region may be dark`,
        got: shown(arn),
      })),
  ];
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html: IAM authentication needs encryption in transit. */
const encryption: Check = ({ access: { auth, tls } }) =>
  auth !== 'none' && 'iam' in auth && !tls
    ? [
        {
          path: ['access', 'tls'],
          expected: 'true, because ElastiCache takes IAM authentication over TLS only',
          got: 'false',
        },
      ]
    : [];

/** One lost look must not ask people: `leastLossLimitSeconds`. */
const lossLimit: Check = ({ policy, profile }) => {
  const least = leastLossLimitSeconds[profile];
  if (policy.lossLimit >= least) return [];
  return [
    {
      path: ['policy', 'lossLimit'],
      expected: `at least ${least} s, three times that between two looks of profile '${profile}'`,
      got: shown(policy.lossLimit),
    },
  ];
};

/** A DNS name has at most 253 characters, and the epoch's record stands below this one. RFC 1035 §2.3.4 */
const record: Check = ({ dns }) => {
  if (dns === 'none' || names.epochRecord(dns.record).length <= 253) return [];
  const most = 253 - names.epochRecord('').length;
  return [
    {
      path: ['dns', 'record'],
      expected: `at most ${most} characters, so that ${names.epochRecord('<record>')} is still a name`,
      got: `${dns.record.length}`,
    },
  ];
};

/** `auto` needs two confirmations, one of them from outside, wherever the primary is and whichever Region takes over. */
const confirmations: Check = (datastore, { witness }) => {
  if (datastore.policy.automation !== 'auto') return [];
  const regions = membersOf(datastore);
  const pairs = regions.flatMap((target) =>
    regions.filter((primary) => primary !== target).map((primary) => ({ target, primary, witness })),
  );
  return pairs.flatMap((pair) => {
    const { possible, missing } = possibleConfirmations(datastore, pair);
    if (missing.length === 0) return [];
    return [
      {
        path: ['policy', 'automation'],
        expected: `'approve', or for ${pair.target} to take over from ${pair.primary} two confirmations, one of them from outside ${pair.target}`,
        got: `'auto' with ${listed(possible)}; add ${missing.join(', or ')}`,
      },
    ];
  });
};

const checks: readonly Check[] = [members, network, preference, secrets, encryption, lossLimit, record, confirmations];

const sameRegions = (
  path: readonly string[],
  found: readonly string[],
  { members, what }: { readonly members: readonly string[]; readonly what: string },
): readonly Problem[] => {
  const missing = members.filter((region) => !found.includes(region));
  const extra = found.filter((region) => !members.includes(region));
  if (missing.length + extra.length === 0) return [];
  const wrong = [
    ...(missing.length > 0 ? [`none for ${listed(missing)}`] : []),
    ...(extra.length > 0 ? [`one for ${listed(extra)}`] : []),
  ];
  return [{ path, expected: what, got: wrong.join(' and ') }];
};
