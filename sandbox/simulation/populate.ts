import type { Config } from '../../functions/contract/config.ts';
import { endpointNames } from '../aws/services/elasticache.ts';
import type { MemberHosts } from '../checkers/run-record.ts';
import { administratorCall } from '../world/administrator-call.ts';
import { plannedClientAlarms, plannedDatastores, plannedZones } from '../world/datastores.ts';
import type { Services } from '../world/services.ts';
import { type Layout, secretName } from './assembly/shapes.ts';

/** What is there before anything is deployed: caches and their passwords, the zone, the application's own alarms. */
export const populate = async (
  services: Services,
  { config, layout, passwords }: { config: Config; layout: Layout; passwords: ReadonlyMap<string, string> },
): Promise<void> => {
  for (const { name, globalReplicationGroupId: id, primary, secondaries, tls, authToken } of plannedDatastores(
    config,
  )) {
    const password = passwords.get(name);
    for (const cluster of [primary, ...secondaries]) {
      services.elasticache.addReplicationGroup({ ...cluster, ...layout, tls, authToken });
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
export const hostsOf = (
  { config, layout }: { readonly config: Config; readonly layout: Layout },
  datastore: string,
): Readonly<Record<string, MemberHosts>> => {
  const { replicationGroups = {}, access } = config.datastores[datastore] ?? {};
  return Object.fromEntries(
    Object.entries(replicationGroups).map(([region, id]) => {
      const { nodes: _, ...hosts } = endpointNames({ region, id, tls: access?.tls ?? false, ...layout });
      return [region, hosts];
    }),
  );
};
