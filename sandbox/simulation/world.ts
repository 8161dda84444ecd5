import type { Config } from '../../functions/contract/config.ts';
import { createFront } from '../aws/front.ts';
import { embeddedMetrics } from '../aws/services/cloudwatch/embedded-metrics.ts';
import { createLogs } from '../aws/services/logs.ts';
import type { Clock } from '../clock.ts';
import { type DeployedStack, type Targets, Trusts } from '../cloudformation.ts';
import { FaultPlan } from '../faults.ts';
import { History } from '../history.ts';
import { createLambdaRuntime, type LambdaRuntime } from '../lambda.ts';
import { Network } from '../network.ts';
import type { StagedWorld } from '../stage/staged-world.ts';
import { Credentials } from '../world/credentials.ts';
import { plannedDatastores, regionsOf } from '../world/datastores.ts';
import { noRedis } from '../world/redis-of-world.ts';
import { createServices, type Services, servicesOf } from '../world/services.ts';
import type { Layout } from './assembly/shapes.ts';
import { type DeliveryQuality, deliveringLambda } from './deliveries.ts';
import { diceFor, uuidOf } from './dice.ts';
import { createDynamodbModel, type DynamodbModel } from './dynamodb.ts';
import { farFront } from './far-front.ts';
import { errandsOf } from './functions/errands.ts';
import { Fleet } from './functions/fleet.ts';
import type { Code } from './functions/handlers.ts';
import { namesOf } from './names.ts';
import { WorldPaths } from './paths.ts';
import { phasesOf } from './phases.ts';
import { populate } from './populate.ts';
import { createModelRedis } from './redis/create-model-redis.ts';
import type { ModelRedis } from './redis/model-redis.ts';
import type { Names } from './redis/paths.ts';

/** What users stored long ago: an empty cache would be no target of a failover. */
const content = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`session:${index}`, 'somebody']));

/** More than any run needs: how many functions run at once is no question here. */
const enough = 10_000;

export interface WorldOptions {
  readonly seed: number;
  readonly config: Config;
  readonly layout: Layout;
  readonly clock: Clock;
  /** Resolves once real work has gone quiet, in the order of the keys. */
  readonly quiet: (key: () => string) => Promise<void>;
  readonly handlers: ReadonlyMap<string, Code>;
  readonly latencyMs: number;
  /** Whose calls are put below the SDK first; what gets no plain answer goes through it. */
  readonly below: (handler: string) => boolean;
  readonly deploy: (targets: Targets) => Promise<readonly DeployedStack[]>;
}

/** All parts of a simulated world, for the stage and for whoever looks at the truth. */
export interface SimulatedWorld extends StagedWorld {
  readonly paths: WorldPaths;
  readonly dynamodb: DynamodbModel;
  readonly redis: ModelRedis;
  readonly names: Names;
  readonly stop: () => void;
}

/** Builds a world and deploys into it. Nothing happens in it before `start`. */
export const buildWorld = async (options: WorldOptions): Promise<SimulatedWorld> => {
  const { seed, config, layout, clock, handlers, latencyMs, deploy } = options;
  const { account } = config;
  const history = new History(clock);
  const network = new Network(regionsOf(config), history);
  const paths = new WorldPaths(network);
  const dice = (purpose: string) => diceFor(seed, purpose);
  const core = { clock, history, network, account };
  const dynamodb = createDynamodbModel({ ...core, regions: network.regions });
  const deliveries: DeliveryQuality = { lose: 0, duplicate: 0, delayMs: 0 };
  const skews = new Map<string, number>();

  const names = namesOf(() => services.route53.published());
  const passwords = passwordsOf(config, dice('passwords'));
  const redis = createModelRedis({
    clock,
    history,
    paths,
    random: dice('redis'),
    names,
    datastores: plannedDatastores(config).map(({ name, primary, secondaries, tls }) => {
      const password = passwords.get(name);
      const common = { tls, ...layout, ...(password !== undefined && { password }) };
      return { primary, clusters: [primary, ...secondaries].map((cluster) => ({ ...cluster, ...common })), content };
    }),
  });
  const credentials: Credentials = new Credentials(
    (roleArn) => network.regions.flatMap((region) => lambda.list(region)).find((it) => it.roleArn === roleArn)?.name,
  );
  const coldStart = dice('cold starts');
  const fleet: Fleet = new Fleet({
    config,
    handlers,
    clock,
    skewOf: (region) => skews.get(region) ?? 0,
    front: () => front,
    networkOf: (sender) =>
      redis.networkFrom(
        sender.spec.region,
        'cache',
        errandsOf(sender, { plan: faults.plan, crash: fleet.crash, history }),
      ),
    quiet: options.quiet,
    // What was not answered as bytes cannot be answered again later.
    below: (handler) => options.below(handler) && !faults.holds('stale'),
    credentialsFor: credentials.of,
    coldStartMs: () => 200 + Math.floor(coldStart() * 400),
  });
  const logs = createLogs({ clock, history, account });
  const ids = dice('ids');
  const lambda: LambdaRuntime = createLambdaRuntime({
    ...core,
    endpoint: () => '',
    resolve: () => ({ rcode: 'REFUSED', answers: [], authorities: [] }),
    addressFor: () => undefined,
    credentialsFor: credentials.of,
    environment: fleet.start,
    uuid: () => uuidOf(ids),
    maxWorkers: enough,
    log: (region, group, stream, message) => {
      logs.write({ region, group, stream, message });
      for (const embedded of embeddedMetrics(message)) services.cloudwatch.publish(region, embedded);
    },
    publish: (region, metrics) => services.cloudwatch.publish(region, metrics),
  });
  const services: Services = createServices({
    ...core,
    options: { schedules: 'running', alarms: 'running' },
    random: dice('services'),
    redis: { ...noRedis, promote: redis.promote, demote: redis.demote, separate: redis.separate },
    lambda: deliveringLambda(lambda, { clock, random: dice('deliveries'), quality: deliveries }),
    logs,
    dynamodb,
  });
  const faults = new FaultPlan(dice('faults'));
  const near = createFront({
    ...core,
    network: {
      regions: network.regions,
      places: network.places,
      reaches: (from, to) => paths.reaches(from, to, 'api'),
    },
    services: servicesOf(services),
    authorize: services.iam.authorize,
    credentials: credentials.byAccessKey,
    faults,
    crash: fleet.crash,
    stateMachineOf: services.states.stateMachineOf,
  });
  const front = farFront(near, { clock, random: dice('latency'), paths, latencyMs });

  await populate(services, { config, layout, passwords });
  const targets = { ...services, lambda, trusts: new Trusts(), policies: new Map<string, unknown>() };
  const stacks = await deploy(targets);
  return {
    ...{
      config,
      layout,
      clock,
      history,
      network,
      paths,
      services,
      dynamodb,
      lambda,
      redis,
      names,
      faults,
      deliveries,
      skews,
      stacks,
      passwords,
    },
    start: () => {
      services.cloudwatch.start();
      services.schedules.start(phasesOf(config, dice('phases')));
    },
    stop: () => {
      services.states.stop();
      services.schedules.stop();
      services.cloudwatch.stop();
      redis.close();
      fleet.release();
    },
  };
};

/** Of the datastores whose caches ask for one: another in every world, so that it stands nowhere by chance. */
const passwordsOf = (config: Config, random: () => number): ReadonlyMap<string, string> =>
  new Map(plannedDatastores(config).flatMap(({ name, authToken }) => (authToken ? [[name, uuidOf(random)]] : [])));
