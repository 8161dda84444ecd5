import type { Config } from '../../functions/contract/config.ts';
import { probeIntervalSeconds } from '../../functions/contract/policy.ts';
import type { Entry } from '../../sandbox/history.ts';
import { noWorldDelays, startWorld, type World } from '../../sandbox/world.ts';
import type { Deployment } from '../profiles.ts';
import { type StateOutputs, stateOutputs } from './state-outputs.ts';

/** One failover after the loss of the primary Region, from the start of the execution to its end. */
export interface BlackoutRun {
  readonly entries: readonly Entry[];
  readonly outputs: StateOutputs;
  readonly world: World;
}

export interface Circumstances {
  /** Whether Route 53's control plane is lost with us-east-1, where it lives. */
  readonly route53: 'up' | 'down';
  /** From the promotion's call until it takes writes and shows. */
  readonly promotionMs: number;
}

export const primary = 'us-east-1';
export const target = 'us-west-2';

/** Publishes for the first time, and lets every Region's functions look at a healthy datastore. */
export const settle = async (world: World, looks = 2): Promise<void> => {
  for (const region of [primary, target]) await world.invoke(region, 'Reconcile');
  for (let look = 0; look < looks; look++) {
    world.advance(10_000);
    for (const region of [primary, target]) await world.invoke(region, 'Probe', { looks: 1 });
  }
};

/**
 * As many looks, an interval apart, as it takes for the outage to have persisted: the first ones find that data stopped, and
 * a gap between two of them would end the row.
 */
const looksUntilPersistent = async (world: World, { datastores }: Config): Promise<void> => {
  for (const { policy, profile } of Object.values(datastores)) {
    const interval = probeIntervalSeconds[profile];
    for (let lookedFor = -2 * interval; lookedFor <= policy.persistence; lookedFor += interval) {
      world.advance(interval * 1000);
      await world.invoke(target, 'Probe', { looks: 1 });
    }
  }
};

/**
 * Loses the primary Region of a fresh world with real servers and the real bundles, waits on the world's clock until
 * the outage has persisted, and runs the workflow to its end. `use` gets the run before the world is stopped.
 */
export const blackoutRun = async <T>(
  { config, assembly }: Deployment,
  { route53, promotionMs }: Circumstances,
  use: (run: BlackoutRun) => Promise<T> | T,
): Promise<T> => {
  const delays = {
    ...noWorldDelays,
    elasticache: { ...noWorldDelays.elasticache, promotionWritable: promotionMs, promotionVisible: promotionMs },
  };
  const world = await startWorld({ config, assembly, delays, schedules: 'never' });
  try {
    await settle(world);
    world.blackout(primary);
    world.network.setRoute53(route53);
    await looksUntilPersistent(world, config);
    const from = world.history.entries.length;
    const [name] = Object.keys(config.datastores);
    const arn = await world.startExecution(target, { datastore: name, requestedBy: 'alarm' }, 'bench');
    const { status, output, cause } = await world.execution(arn);
    if (status !== 'SUCCEEDED' || !output?.includes('"lossy"'))
      throw new Error(`the run did not fail over: ${status} ${output ?? cause}`);
    await world.drained();
    return await use({ entries: world.history.entries.slice(from), outputs: await stateOutputs(world, arn), world });
  } finally {
    await world.stop();
  }
};
