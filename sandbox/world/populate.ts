import { administratorCall } from './administrator-call.ts';
import { plannedClientAlarms, plannedZones } from './datastores.ts';
import type { WorldRedis } from './redis-of-world.ts';
import type { Services } from './services.ts';
import type { Base } from './wires.ts';

/** Makes what is there before anything is deployed: caches, zones, and the application's own alarms. */
export const populate = async (
  services: Services,
  { config, account, datastores, redis }: Base & { redis: WorldRedis },
): Promise<void> => {
  for (const { name, globalReplicationGroupId: id, primary, secondaries, tls, authToken } of datastores) {
    const port = redis.of.get(name)?.port ?? 6379;
    for (const cluster of [primary, ...secondaries])
      services.elasticache.addReplicationGroup({ ...cluster, port, tls, authToken });
    services.elasticache.addGlobalReplicationGroup({ id, primary, secondaries });
  }
  for (const zone of plannedZones(config)) services.route53.createZone(zone);
  for (const { region, input } of plannedClientAlarms(config))
    await administratorCall(services.cloudwatch.service, 'PutMetricAlarm', { input, region, account });
};
