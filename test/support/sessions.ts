import { Config, type Datastore } from '../../functions/contract/config.ts';
import type { AlarmView, GroupView, MemberView } from '../../functions/ports.ts';

/** Noon of a day with a full date, so that no arithmetic passes by accident. */
export const now = Date.parse('2026-11-23T12:00:00.000Z');
export const ago = (seconds: number): number => now - seconds * 1000;
export const instant = (ms: number): string => new Date(ms).toISOString();

export const east = 'us-east-1';
export const west = 'us-west-2';
export const outside = 'eu-west-1';

const network = { vpc: 'vpc-0', subnets: ['subnet-0'], securityGroups: ['sg-0'], reachesOthers: true };

/** One datastore, `sessions`: primary in us-east-1, secondary in us-west-2, a witness and a client alarm in eu-west-1. */
export const config = Config.parse({
  account: '111122223333',
  regions: [east, west],
  witness: outside,
  datastores: {
    sessions: {
      globalReplicationGroupId: 'ldgnf-sessions',
      replicationGroups: { [east]: 'sessions-use1', [west]: 'sessions-usw2' },
      access: { tls: false },
      network: { [east]: network, [west]: network },
      dns: { zone: 'Z0SESSIONS0EXAMPLE', record: 'sessions.example.internal', ttl: 5 },
      clientAlarms: [{ region: outside, name: 'sessions-client-errors' }],
      preference: [west, east],
      policy: { automation: 'auto', persistence: 20, grace: 180, lossLimit: 30, cooldown: 3600, poll: 1 },
      profile: 'fast',
    },
  },
});

const configured = config.datastores.sessions;
if (!configured) throw new Error('sessions is configured above');
export const sessions: Datastore = configured;

/** The same configuration with parts of the datastore's changed. */
export const configWith = (parts: Partial<Datastore>): Config => ({
  ...config,
  datastores: { sessions: { ...sessions, ...parts } },
});

const groupIds: Readonly<Record<string, string>> = {
  [east]: 'sessions-use1',
  [west]: 'sessions-usw2',
  'eu-central-1': 'sessions-euc1',
};
const shortRegions: Readonly<Record<string, string>> = { [east]: 'use1', [west]: 'usw2', 'eu-central-1': 'euc1' };

/** Names look like AWS's own. */
export const endpointOf = (region: string, reader = false): string =>
  `${groupIds[region]}${reader ? '-ro' : ''}.sbx001.ng.0001.${shortRegions[region]}.cache.amazonaws.com`;

/** The group as a Region sees it that takes `primary` for the primary. */
export const groupView = (primary: string, status = 'available'): GroupView => ({
  status,
  members: [west, east].map((region) => ({
    region,
    replicationGroupId: groupIds[region] ?? '',
    role: region === primary ? 'PRIMARY' : 'SECONDARY',
    status: 'associated',
  })),
});

export const memberView = (region: string, role: string): MemberView => ({
  status: 'available',
  role,
  globalReplicationGroupId: 'ldgnf-sessions',
  cluster: false,
  primary: endpointOf(region),
  reader: endpointOf(region, true),
  port: 6379,
  shards: [{ id: '0001', status: 'available' }],
  nodes: [`${groupIds[region]}-001`],
});

/** The same cluster once it left its Global Datastore. */
export const aloneView = (region: string): MemberView => {
  const { role: _, globalReplicationGroupId: __, ...view } = memberView(region, 'none');
  return view;
};

/** An alarm that is down. `breaches`: of those of its data that do not say it themselves. */
export const metricAlarm = (
  name: string,
  { breaches = true, ...parts }: Partial<AlarmView> & { readonly breaches?: boolean | 'unknown' } = {},
): AlarmView => {
  const { recent = [{ at: new Date(ago(10)), value: 0 }], ...others } = parts;
  return {
    name,
    state: 'ALARM',
    kind: 'metric',
    periodSeconds: 10,
    children: [],
    ...others,
    recent: recent.map((point) => ({ ...(breaches !== 'unknown' && { breaches }), ...point })),
  };
};
