import type { Config } from '../../functions/contract/config.ts';
import { embeddedMetrics } from '../aws/services/cloudwatch/embedded-metrics.ts';
import { createDynamodb } from '../aws/services/dynamodb.ts';
import { createLogs } from '../aws/services/logs.ts';
import type { TravellingClock } from '../clock.ts';
import { createResolver } from '../dns/resolver.ts';
import type { History } from '../history.ts';
import { createLambdaRuntime, type LambdaRuntime } from '../lambda.ts';
import type { Network } from '../network.ts';
import { type DeliveryQuality, deliveringLambda } from '../simulation/deliveries.ts';
import { Credentials } from './credentials.ts';
import type { PlannedDatastore } from './datastores.ts';
import { seededRandom, type WorldOptions } from './options.ts';
import type { WorldRedis } from './redis-of-world.ts';
import { createServices, type Services } from './services.ts';

/** What every part of a world is made of. */
export interface Base {
  readonly options: WorldOptions;
  readonly config: Config;
  readonly account: string;
  readonly clock: TravellingClock;
  readonly history: History;
  readonly network: Network;
  readonly random: () => number;
  readonly datastores: readonly PlannedDatastore[];
}

/** Functions, services and names know each other: what is needed early is handed over as a function. */
export const wiresOf = (base: Base & { redis: WorldRedis; endpoint: () => string }) => {
  const { clock, history, network, account, redis, endpoint, options } = base;
  const { regions } = network;
  const logs = createLogs({ clock, history, account });
  const credentials: Credentials = new Credentials(
    (roleArn) => regions.flatMap((region) => lambda.list(region)).find((spec) => spec.roleArn === roleArn)?.name,
  );
  const published = () => services.route53.published();
  const names = redis.names;
  // A private zone answers in the VPC only.
  const inVpc = createResolver({ zones: published, names });
  const outsideVpc = createResolver({ zones: () => published().filter((zone) => !zone.private), names });
  const retries = options.delays?.lambdaRetriesMs;
  const lambda: LambdaRuntime = createLambdaRuntime({
    clock,
    lead: clock.lead,
    history,
    network,
    account,
    endpoint,
    resolve: (name, type, origin) => (origin.inVpc ? inVpc : outsideVpc).resolve(name, type),
    addressFor: redis.addressFor,
    credentialsFor: credentials.of,
    log: (region, group, stream, message) => {
      logs.write({ region, group, stream, message });
      for (const embedded of embeddedMetrics(message)) services.cloudwatch.publish(region, embedded);
    },
    publish: (region, metrics) => services.cloudwatch.publish(region, metrics),
    ...(retries && { retryDelaysMs: retries }),
    ...(options.maxWorkers !== undefined && { maxWorkers: options.maxWorkers }),
  });
  const deliveries: DeliveryQuality = { lose: 0, duplicate: 0, delayMs: 0 };
  const delivering = deliveringLambda(lambda, { clock, random: seededRandom(options.seed ?? 1), quality: deliveries });
  const tables = createDynamodb({ clock, history, account, regions });
  const services: Services = createServices({ ...base, lambda: delivering, logs, dynamodb: tables });
  return { services, lambda, credentials, deliveries, tables, dns: { zones: published, names } };
};
