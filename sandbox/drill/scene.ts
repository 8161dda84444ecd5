import type { Config } from '../../functions/contract/config.ts';
import { names } from '../../functions/contract/names.ts';
import { plannedDatastores } from '../world/datastores.ts';
import { SandboxError } from '../world.ts';

/** Who plays which part in a drill. */
export interface Scene {
  readonly datastore: string;
  readonly globalReplicationGroupId: string;
  /** The Region that is lost. */
  readonly home: string;
  /** The Region that should take over. */
  readonly heir: string;
  readonly members: readonly string[];
  /** Where the clients and their alarm are. */
  readonly clientsAt: string;
  readonly clientAlarm: string;
  readonly parameter: string;
  readonly record: string;
  readonly epochRecord: string;
  readonly persistenceSeconds: number;
}

/** The scene of the first datastore that a drill can fail over by itself. Throws `SandboxError` where there is none. */
export const sceneOf = (config: Config): Scene => {
  const scenes = plannedDatastores(config).flatMap((planned): Scene[] => {
    const datastore = config.datastores[planned.name];
    const home = planned.primary.region;
    const heir = datastore?.preference.find((region) => region !== home);
    const alarm = datastore?.clientAlarms.find(({ region }) => !config.regions.includes(region));
    if (!datastore || heir === undefined || !alarm || datastore.dns === 'none') return [];
    if (datastore.policy.automation !== 'auto' || planned.tls || planned.authToken) return [];
    return [
      {
        datastore: planned.name,
        globalReplicationGroupId: planned.globalReplicationGroupId,
        home,
        heir,
        members: [home, ...planned.secondaries.map(({ region }) => region)],
        clientsAt: alarm.region,
        clientAlarm: alarm.name,
        parameter: names.endpointParameter(planned.name),
        record: datastore.dns.record,
        epochRecord: names.epochRecord(datastore.dns.record),
        persistenceSeconds: datastore.policy.persistence,
      },
    ];
  });
  const [scene] = scenes;
  if (scene) return scene;
  throw new SandboxError(
    "failover.config.ts has no datastore to drill with: one needs automation 'auto', dns, no TLS and no auth, and a client alarm in a Region without members",
  );
};
