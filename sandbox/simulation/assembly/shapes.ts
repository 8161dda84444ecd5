import type { Config } from '../../../functions/contract/config.ts';
import { defineConfig } from '../../../functions/contract/define-config.ts';
import type { Policy, Profile } from '../../../functions/contract/policy.ts';
import type { NamedCluster } from '../../aws/services/elasticache/names.ts';
import { secretArn } from '../../aws/services/secretsmanager.ts';
import type { Shape } from '../../stage/stage.ts';

const account = '111122223333';

const two = [
  { region: 'us-east-1', cluster: 'sessions-use1' },
  { region: 'us-west-2', cluster: 'sessions-usw2' },
];

const regionsOf: Readonly<Record<Shape, readonly { readonly region: string; readonly cluster: string }[]>> = {
  two,
  three: [...two, { region: 'eu-central-1', cluster: 'sessions-euc1' }],
  secret: two,
  shards: two,
};

/** How every cache of a world is laid out. No configuration of ours says it: the functions ask ElastiCache. */
export type Layout = Pick<NamedCluster, 'clusterEnabled' | 'shards'>;

/** One shard without cluster mode, where the shape is not about shards. */
export const layoutOf = (shape: Shape): Layout => (shape === 'shards' ? { clusterEnabled: true, shards: 3 } : {});

/** The secret that holds a datastore's password, in every Region of a world whose caches ask for one. */
export const secretName = (datastore: string): string => `caches/${datastore}`;

const secrets = (regions: readonly string[]) => ({
  secret: Object.fromEntries(
    regions.map((region) => [region, secretArn({ region, account, name: secretName('sessions') })]),
  ),
});

const network = (digit: number) => ({
  vpc: `vpc-0${String(digit).repeat(16)}`,
  subnets: [`subnet-0${String(digit).repeat(16)}`],
  securityGroups: [`sg-0${String(digit).repeat(16)}`],
  reachesOthers: true,
});

/** The demo's policy, but for the default poll. Numbers travel in the functions' configuration and not in the templates, so a run may change them. */
export const usualPolicy = { automation: 'auto', persistence: 20, lossLimit: 30, cooldown: 3600, poll: 5 } as const;

/** What comes with a profile: the demo's policy with `fast`, and what users get who name nothing but `auto` with the default, `economy`. */
const policyOf: Readonly<Record<Profile, Partial<Policy>>> = { fast: usualPolicy, economy: { automation: 'auto' } };

/** How a simulated world is deployed; `policy` goes over what comes with the profile. */
export interface Setting {
  readonly profile?: Profile;
  readonly policy?: Partial<Policy>;
}

/** The configuration of a simulated world: the demo's, in two or three member Regions with a witness beside them. */
export const configOf = (shape: Shape, { profile = 'fast', policy = {} }: Setting = {}): Config => {
  const members = regionsOf[shape];
  const [first, ...others] = members;
  const regions = members.map(({ region }) => region);
  return defineConfig({
    account,
    regions,
    witness: 'eu-west-1',
    pageTo: ['on-call@example.com'],
    datastores: {
      sessions: {
        globalReplicationGroupId: 'ldgnf-sessions',
        replicationGroups: Object.fromEntries(members.map(({ region, cluster }) => [region, cluster])),
        access: { tls: false, auth: shape === 'secret' ? secrets(regions) : 'none' },
        network: Object.fromEntries(members.map(({ region }, index) => [region, network(index)])),
        dns: { zone: 'Z0SESSIONS0EXAMPLE', record: 'sessions.example.internal', ttl: 5 },
        clientAlarms: [{ region: 'eu-west-1', name: 'sessions-client-errors' }],
        preference: [...others, ...(first ? [first] : [])].map(({ region }) => region),
        policy: { ...policyOf[profile], ...policy },
        profile,
      },
    },
  });
};
