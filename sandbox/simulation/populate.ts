import type { Config } from '../../functions/contract/config.ts';
import { endpointNames } from '../aws/services/elasticache.ts';
import { administratorCall } from '../world/administrator-call.ts';
import { plannedClientAlarms, plannedDatastores, plannedZones } from '../world/datastores.ts';
import type { Services } from '../world/services.ts';
import { secretName } from './assembly/shapes.ts';

/** What is there before anything is deployed: caches and their passwords, the zone, the application's own alarms. */
export const populate = async (
  services: Services,
  { config, passwords }: { config: Config; passwords: ReadonlyMap<string, string> },
): Promise<void> => {
  for (const { name, globalReplicationGroupId: id, primary, secondaries, tls, authToken } of plannedDatastores(
    config,
  )) {
    const password = passwords.get(name);
    for (const cluster of [primary, ...secondaries]) {
      services.elasticache.addReplicationGroup({ ...cluster, tls, authToken });
      const kept = JSON.stringify({ username: 'failover', password });
      if (password !== undefined) services.secretsmanager.putSecret(cluster.region, secretName(name), kept);
    }
    services.elasticache.addGlobalReplicationGroup({ id, primary, secondaries });
  }
  for (const zone of plannedZones(config)) services.route53.createZone(zone);
  const { account } = config;
  for (const { region, input } of plannedClientAlarms(config))
    await administratorCall(services.cloudwatch.service, 'PutMetricAlarm', { input, region, account });
};

/** The endpoints of every member, by Region, as ElastiCache names them. */
export const hostsOf = (config: Config, datastore: string) => {
  const { replicationGroups = {}, access } = config.datastores[datastore] ?? {};
  return Object.fromEntries(
    Object.entries(replicationGroups).map(([region, id]) => {
      const { primary, reader } = endpointNames({ region, id, tls: access?.tls ?? false });
      return [region, { ...(primary && { primary }), ...(reader && { reader }) }];
    }),
  );
};
