import { createFront, type Listening } from './aws/front.ts';
import { TravellingClock } from './clock.ts';
import { deployAssembly, Trusts } from './cloudformation.ts';
import { type Dns, startDns } from './dns.ts';
import { FaultPlan } from './faults.ts';
import { History } from './history.ts';
import { Network } from './network.ts';
import { Cleanup } from './world/cleanup.ts';
import { plannedDatastores, regionsOf } from './world/datastores.ts';
import { seededRandom, type WorldOptions } from './world/options.ts';
import { orchestratorOf } from './world/orchestrator.ts';
import { populate } from './world/populate.ts';
import { noRedis, startWorldRedis, type WorldRedis } from './world/redis-of-world.ts';
import { SandboxError } from './world/sandbox-error.ts';
import { servicesOf } from './world/services.ts';
import { type Base, wiresOf } from './world/wires.ts';
import type { World } from './world/world.ts';
import { worldOf } from './world/world-of.ts';

export { freshAssembly } from './world/assembly.ts';
export { clientErrors, type PlannedDatastore } from './world/datastores.ts';
export { noWorldDelays, type WorldDelays, type WorldOptions } from './world/options.ts';
export type { DatastoreServers } from './world/redis-of-world.ts';
export { SandboxError } from './world/sandbox-error.ts';
export type { ClientConfig, Invoked, World } from './world/world.ts';

/**
 * Starts Regions: servers, names, AWS, and in it what `cdk synth` wrote. Rejects with `SandboxError`, one line that
 * says what to do, where the machine or the assembly does not allow it; then nothing is left running.
 */
export const startWorld = async (options: WorldOptions = {}): Promise<World> => {
  const cleanup = new Cleanup();
  try {
    return await start(options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
};

const start = async (options: WorldOptions, cleanup: Cleanup): Promise<World> => {
  const config = options.config ?? (await import('../failover.config.ts')).default;
  const { account } = config;
  const clock = new TravellingClock();
  const history = new History(clock);
  const regions = regionsOf(config);
  const network = new Network(regions, history);
  const random = seededRandom(options.seed ?? 1);
  const base = { options, config, account, clock, history, network, random, datastores: plannedDatastores(config) };

  const redis = await redisOf({ ...base, cleanup });
  const listening: { endpoint?: string } = {};
  const wires = wiresOf({ ...base, redis, endpoint: () => listening.endpoint ?? '' });
  cleanup.add(() => wires.lambda.stop());
  const { services } = wires;
  cleanup.add(() => services.states.stop());
  cleanup.add(() => services.schedules.stop());
  cleanup.add(() => services.cloudwatch.stop());

  const faults = new FaultPlan(random);
  const { authorize } = services.iam;
  const front = createFront({
    ...base,
    services: servicesOf(services),
    authorize,
    credentials: wires.credentials.byAccessKey,
    faults,
    stateMachineOf: services.states.stateMachineOf,
  });
  const http = await onPort(options.port ?? 0, '--port', (port) => front.listen({ host: '127.0.0.1', port }));
  listening.endpoint = http.url;
  cleanup.add(() => http.close());
  const dns = await onPort(options.dnsPort ?? 0, '--dns-port', (port) =>
    startDns({ ...wires.dns, port, history, random }),
  );
  cleanup.add(() => dns.close());

  await populate(services, { ...base, redis });
  const { lambda } = wires;
  const targets = { ...services, lambda, trusts: new Trusts(), policies: new Map<string, unknown>() };
  const assembly = options.assembly ?? 'cdk.out';
  const stacks = await deployAssembly(assembly, targets);
  const orchestrator = orchestratorOf({ assembly, targets, stacks, services, lambda, account });
  const begin = (): void => {
    services.cloudwatch.start();
    services.schedules.start();
  };
  if (options.begins !== 'when told') begin();
  return worldOf({
    ...base,
    begin,
    deliveries: wires.deliveries,
    tables: wires.tables,
    regions,
    endpoint: http.url,
    dns,
    redis,
    services,
    lambda,
    faults,
    stacks,
    orchestrator,
    cleanup,
    credentialsOf: wires.credentials.of,
  });
};

const redisOf = async ({ options, network, datastores, cleanup }: Base & { cleanup: Cleanup }): Promise<WorldRedis> => {
  if (options.redis === false) return noRedis;
  const onStarted = (servers: { stop: () => Promise<void> }) => cleanup.add(() => servers.stop());
  const { redisPort: port = 0, redisServer: server } = options;
  return await startWorldRedis({ datastores, network, port, server, onStarted });
};

const onPort = async <T extends Listening | Dns>(
  port: number,
  flag: string,
  listen: (port: number) => Promise<T>,
): Promise<T> => {
  try {
    return await listen(port);
  } catch (cause) {
    if (Reflect.get(Object(cause), 'code') !== 'EADDRINUSE') throw cause;
    throw new SandboxError(`port ${port} is taken: choose another with ${flag}`, { cause });
  }
};
