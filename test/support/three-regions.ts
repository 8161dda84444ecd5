import type { Datastore } from '../../functions/contract/config.ts';
import { Config } from '../../functions/contract/config.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import type { GroupView } from '../../functions/ports.ts';
import { type Stage, stage } from './ports.ts';
import { answered, failed, primaryLost, probeMemory, recordOf, witnessAnswer } from './readings.ts';
import { ago, config, east, sessions, west } from './sessions.ts';

/** The second secondary: the last of the preference. */
export const third = 'eu-central-1';

const network = sessions.network[west];
if (!network) throw new Error('us-west-2 has a network');

/** `sessions` with a member in a third Region, which takes over after us-west-2. */
export const threeSessions: Datastore = {
  ...sessions,
  replicationGroups: { ...sessions.replicationGroups, [third]: 'sessions-euc1' },
  network: { ...sessions.network, [third]: network },
  preference: [west, third],
};

export const threeConfig = Config.parse({
  ...config,
  regions: [east, west, third],
  datastores: { sessions: threeSessions },
});

interface Odd {
  readonly status?: string;
  /** Membership of a Region that is not `associated`. */
  readonly memberships?: Readonly<Record<string, string>>;
}

/** The group of three as a Region sees it that takes `primary` for the primary. */
export const threeView = (primary: string, { status = 'available', memberships = {} }: Odd = {}): GroupView => ({
  status,
  members: [third, west, east].map((region) => ({
    region,
    replicationGroupId: threeSessions.replicationGroups[region] ?? '',
    role: region === primary ? 'PRIMARY' : 'SECONDARY',
    status: memberships[region] ?? 'associated',
  })),
});

/** us-east-1 is lost, seen from the third Region; us-west-2, which is preferred, answers and is well. */
export const lostForThird = (parts: Partial<Readings> = {}): Readings => ({
  ...primaryLost(),
  here: third,
  datastore: threeSessions,
  groups: new Map([
    [east, failed('dark')],
    [west, answered(threeView(east))],
    [third, answered(threeView(east))],
  ]),
  witness: new Map([
    [east, answered(witnessAnswer())],
    [west, answered(witnessAnswer({ region: west, api: 'alive', status: 'available' }))],
  ]),
  published: new Map([
    [east, failed('dark')],
    [west, answered(recordOf(east, 1))],
    [third, answered(recordOf(east, 1))],
  ]),
  ...parts,
});

/** A stage in one of the three Regions, us-east-1 lost and bad for `seconds`; everybody who answers sees the same. */
export const threeStage = (here: string, seconds = 60): Stage => {
  const it = stage({ region: here, config: threeConfig });
  for (const region of [west, third]) {
    it.reality.views.set(region, threeView(east));
    it.ports.parameters.set(region, '/failover/sessions/endpoint', JSON.stringify(recordOf(east, 1)));
  }
  it.ports.journal.probes.set('sessions', probeMemory({ badSince: ago(seconds) }));
  return it;
};
