import { History } from '../../../../sandbox/history.ts';
import { Network } from '../../../../sandbox/network.ts';
import {
  createModelRedis,
  type ModelOptions,
  type ModelRedis,
  openPaths,
  pathsOf,
} from '../../../../sandbox/simulation/redis/create-model-redis.ts';
import { type ManualClock, manualClock } from '../../../support/manual-clock.ts';
import { type Condition, type ContractStage, east, type LoneServer, nodeOf, targetOf, west } from './contract-stage.ts';

/** Numbers in [0, 1) that a seed repeats. */
export const dice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

/** Lets virtual time pass until the work is done. */
export const passing =
  (clock: ManualClock) =>
  async <T>(work: Promise<T>): Promise<T> => {
    let over = false;
    const settle = (): void => {
      over = true;
    };
    work.then(settle, settle);
    await clock.advance(0);
    for (let turn = 0; !over; turn += 1) {
      if (turn > 1200) throw new Error('nothing came of it in a virtual minute');
      await clock.advance(50);
    }
    return work;
  };

export interface ModelWorld {
  readonly clock: ManualClock;
  readonly history: History;
  readonly network: Network;
  readonly redis: ModelRedis;
}

export const modelWorld = (options: Partial<ModelOptions> = {}): ModelWorld => {
  const clock = manualClock();
  const history = new History(clock);
  const network = new Network(['us-east-1', 'us-west-2', 'eu-west-1'], history);
  const redis = createModelRedis({
    clock,
    random: dice(7),
    history,
    paths: pathsOf(network),
    datastores: [{ clusters: [east, west], primary: east }],
    ...options,
  });
  return { clock, history, network, redis };
};

const content = { 'session:ada': 'signed in', 'session:grace': 'signed in' };

/** Two Regions in step, with two sessions in their caches. */
export const settledModel = (options: Partial<ModelOptions> = {}): ModelWorld =>
  modelWorld({ datastores: [{ clusters: [east, west], primary: east, content }], ...options });

/** The same with three shards in each. */
export const shardedModel = (): ModelWorld => {
  const sharded = (spec: typeof east) => ({ ...spec, clusterEnabled: true, shards: 3 });
  return modelWorld({ datastores: [{ clusters: [sharded(east), sharded(west)], primary: east, content }] });
};

/** A connection from a Region to whoever answers under a name. */
export const openFrom = ({ redis }: ModelWorld, from: string, host: string) =>
  redis.networkFrom(from).open(nodeOf(host, 6379), targetOf(host, 6379));

export const namesIn = ({ history }: ModelWorld, kind: string): string[] =>
  history.entries.filter((entry) => entry.kind === kind).map(({ name }) => name);

export const modelStage = async (): Promise<ContractStage> => {
  const { clock, network, redis } = modelWorld({ replTimeoutMs: 5000, replPingPeriodMs: 1000 });
  const { nemesis } = redis;
  const done = passing(clock);
  const victims = (node: string) => ({
    ...(node.startsWith(east.id) ? east : west),
    nodes: node.endsWith('-001') ? ('primary' as const) : ('replica' as const),
  });
  return {
    port: 6379,
    promote: redis.promote,
    demote: redis.demote,
    separate: redis.separate,
    networkFrom: (region) => redis.networkFrom(region),
    now: clock.now,
    sleep: (ms) => new Promise((resolve) => void clock.after(ms, resolve)),
    done,
    until: async (holds) => {
      for (let turn = 0; !(await holds()); turn += 1) {
        if (turn > 1200) throw new Error('still false after a virtual minute');
        await clock.advance(50);
      }
    },
    kill: async (node) => nemesis.kill(victims(node)),
    restart: async (node) => nemesis.restart(victims(node)),
    freeze: (node) => nemesis.freeze(victims(node)),
    thaw: (node) => nemesis.thaw(victims(node)),
    cut: () => network.cut('us-east-1', 'us-west-2'),
    mend: () => network.mend('us-east-1', 'us-west-2'),
    close: async () => redis.close(),
  };
};

export const loneModel = async ({ password, full, busy, slots }: Condition): Promise<LoneServer> => {
  const cluster = {
    ...east,
    nodesPerShard: 1,
    ...(password !== undefined && { password }),
    ...(slots && { clusterEnabled: true }),
  };
  const { clock, redis } = modelWorld({ paths: openPaths, datastores: [{ clusters: [cluster], primary: east }] });
  if (full) redis.nemesis.ail(east, full === 'memory' ? 'oom' : 'max-clients');
  if (busy) redis.nemesis.ail(east, 'busy');
  if (slots === 'none') redis.nemesis.ail(east, 'no-slots');
  const { primary, configuration } = redis.endpoints(east);
  return {
    network: redis.networkFrom('us-east-1'),
    host: primary ?? configuration ?? '',
    port: 6379,
    done: passing(clock),
    close: async () => redis.close(),
  };
};
