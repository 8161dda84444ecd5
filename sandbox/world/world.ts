import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type { Config } from '../../functions/contract/config.ts';
import type { DynamodbWithBackups } from '../aws/services/dynamodb.ts';
import type { ElastiCache } from '../aws/services/elasticache.ts';
import type { Ssm } from '../aws/services/ssm.ts';
import type { TravellingClock } from '../clock.ts';
import type { DeployedStack } from '../cloudformation.ts';
import type { Dns } from '../dns.ts';
import type { FaultPlan } from '../faults.ts';
import type { History } from '../history.ts';
import type { Statement } from '../iam/policy.ts';
import type { Iam, Withdrawn } from '../iam.ts';
import type { LambdaRuntime } from '../lambda.ts';
import type { Network } from '../network.ts';
import type { DeliveryQuality } from '../simulation/deliveries.ts';
import type { PlannedDatastore } from './datastores.ts';
import type { Orchestrator } from './orchestrator.ts';
import type { DatastoreServers } from './redis-of-world.ts';
import type { Services } from './services.ts';

/** What an SDK client needs to talk to the sandbox. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What a synchronous invocation brought. */
export interface Invoked {
  /** The result or the error, parsed. */
  readonly payload: unknown;
  readonly functionError?: string | undefined;
  readonly logTail: string;
}

/** Regions on this machine, with everything deployed. */
export interface World {
  /** URL of AWS: every service and Region. */
  readonly endpoint: string;
  readonly regions: readonly string[];
  readonly account: string;
  /** What was planned and deployed. */
  readonly config: Config;
  readonly dnsPort: number;
  readonly dns: Dns;
  readonly datastores: readonly PlannedDatastore[];
  /** The real servers, by datastore; none with `redis: false`. */
  readonly redis: ReadonlyMap<string, DatastoreServers>;
  readonly clock: TravellingClock;
  readonly history: History;
  readonly network: Network;
  readonly stacks: readonly DeployedStack[];
  readonly orchestrator: Orchestrator;
  readonly iam: Iam;
  readonly faults: FaultPlan;
  readonly elasticache: ElastiCache;
  readonly ssm: Ssm;
  readonly lambda: LambdaRuntime;
  /** Every service of AWS, for whoever looks past the wire. */
  readonly services: Services;
  /** The journals' tables, past every caller. */
  readonly tables: DynamodbWithBackups;
  /** How alarms and messages reach functions; it may be changed at any time. */
  readonly deliveries: DeliveryQuality;
  /** Lets alarms and schedules begin, in a world that was started with `begins: 'when told'`. */
  readonly begin: () => void;

  readonly blackout: (region: string) => void;
  readonly heal: (region: string) => void;
  readonly cut: (a: string, b: string) => void;
  readonly mend: (a: string, b: string) => void;
  /** Sets every clock of the world forward: what is due by then happens, and the functions' `Date` follows. */
  readonly advance: (ms: number) => void;

  /** An SDK client as the account's administrator, from outside every Region. It is destroyed with the world. */
  readonly client: <Client extends { destroy: () => void }>(
    Constructor: new (config: ClientConfig) => Client,
    region: string,
  ) => Client;
  /** The same as a role of the account: its policies, as `iam` holds them, decide. */
  readonly clientAs: <Client extends { destroy: () => void }>(
    roleArn: string,
    Constructor: new (config: ClientConfig) => Client,
    region: string,
  ) => Client;
  /** Calls a function and waits for it. `name`: its physical name, or the id of its construct. */
  readonly invoke: (region: string, name: string, payload?: unknown) => Promise<Invoked>;
  /** Starts the Region's state machine. Answers the execution's ARN. */
  readonly startExecution: (region: string, input: unknown, name?: string) => Promise<string>;
  /** Waits for an execution to end, and describes it. */
  readonly execution: (arn: string) => Promise<DescribeExecutionOutput>;
  /** Evaluates every metric alarm, of one Region or of all. */
  readonly evaluateAlarms: (region?: string) => void;
  /** Fires a schedule now. `name`: its physical name, or the id of its construct. */
  readonly fire: (name: string, region: string) => Promise<void>;
  /** Takes the matching statements from a role's policies. `role`: its name or its ARN. */
  readonly removeStatement: (role: string, matches: (statement: Statement) => boolean) => Withdrawn;
  /** Resolves once no asynchronous invocation is queued or running. */
  readonly drained: () => Promise<void>;
  /** Ends everything: no process, socket or timer is left. A second call does nothing. */
  readonly stop: () => Promise<void>;
}
