import type { Config } from '../../functions/contract/config.ts';
import type { Clock } from '../clock.ts';
import type { DeployedStack } from '../cloudformation.ts';
import type { FaultPlan } from '../faults.ts';
import type { History } from '../history.ts';
import type { LambdaRuntime } from '../lambda.ts';
import type { Network } from '../network.ts';
import type { Layout } from '../simulation/assembly/shapes.ts';
import type { DeliveryQuality } from '../simulation/deliveries.ts';
import type { DynamodbModel } from '../simulation/dynamodb.ts';
import type { WorldPaths } from '../simulation/paths.ts';
import type { ModelRedis } from '../simulation/redis/model-redis.ts';
import type { Names } from '../simulation/redis/paths.ts';
import type { Services } from '../world/services.ts';

/** What a stage does to a network. */
export type StagedPaths = Pick<
  WorldPaths,
  'reaches' | 'cut' | 'cutOneWay' | 'mend' | 'quality' | 'breakInShape' | 'healAll'
>;

/** What is done to caches, and by whom they are used. */
export interface StagedRedis {
  readonly nemesis: ModelRedis['nemesis'];
  readonly truth: Pick<ModelRedis['truth'], 'keys'>;
  readonly clientFrom: (region: string) => Pick<ReturnType<ModelRedis['clientFrom']>, 'write'>;
}

/**
 * A world that scenarios can be played in: all in memory, or on the wire with real servers. A part that a world cannot
 * play throws, and names what it cannot.
 */
export interface StagedWorld {
  readonly config: Config;
  readonly layout: Layout;
  readonly clock: Clock;
  readonly history: History;
  readonly network: Network;
  readonly paths: StagedPaths;
  readonly services: Services;
  /** What the sandbox itself may read of a Region's journal, past every fault, and do to it. */
  readonly dynamodb: Pick<DynamodbModel, 'item' | 'save' | 'forget'>;
  readonly lambda: LambdaRuntime;
  readonly redis: StagedRedis;
  /** The world's DNS. */
  readonly names: Pick<Names, 'cname'>;
  readonly faults: FaultPlan;
  readonly deliveries: DeliveryQuality;
  /** Milliseconds by which a Region's functions are wrong about the time. */
  readonly skews: Map<string, number>;
  readonly stacks: readonly DeployedStack[];
  /** What each datastore's caches ask for, by its name; nobody may ever read it. */
  readonly passwords: ReadonlyMap<string, string>;
  /** Lets alarms and schedules begin. */
  readonly start: () => void;
}
