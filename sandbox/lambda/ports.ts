import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { Place } from '../aws/service.ts';
import type { Clock } from '../clock.ts';
import type { Resolution } from '../dns/answer.ts';
import type { History } from '../history.ts';
import type { Network } from '../network.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionSpec } from './function-spec.ts';

/** Where a function's packets start: its Region, inside or outside the datastore's VPC. */
export interface Origin {
  readonly region: string;
  readonly inVpc: boolean;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The credentials a function finds in its environment. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What the Lambda runtime needs of the rest of the sandbox. */
export interface LambdaPorts {
  readonly clock: Clock;
  /** How far that clock runs ahead of the machine's, in shared memory: the functions' `Date` follows it. Default: not at all. */
  readonly lead?: Float64Array;
  readonly history: History;
  readonly network: Network;
  readonly account: string;
  /** URL of the sandbox's HTTP front. Asked for when a worker starts. */
  readonly endpoint: () => string;
  /** The world's DNS, as its resolver answers; CNAMEs are followed. */
  readonly resolve: (name: string, type: string, origin: Origin) => Resolution;
  /** Where a client in `from` must really connect for a Redis endpoint; undefined if it is none of the world's. */
  readonly addressFor: (from: Place, host: string, port: number) => Address | undefined;
  readonly credentialsFor: (roleArn: string) => RoleCredentials;
  readonly log: (region: string, group: string, stream: string, line: string) => void;
  /** Takes Lambda's own metrics, by the function's name: `Invocations` and `Errors` of each, `AsyncEventsDropped` of what is given up. */
  readonly publish?: (region: string, metrics: { Namespace: string; MetricData: readonly MetricDatum[] }) => void;
  /** Makes an execution environment. Default: a worker thread. */
  readonly environment?: (spec: FunctionSpec, logStream: string) => ExecutionEnvironment;
  /** Request ids and log stream names. Default: random. */
  readonly uuid?: () => string;
  /** Most workers kept at once; nested synchronous invocations may go beyond it for as long as they run. Default 8. */
  readonly maxWorkers?: number;
  /** Between the attempts of an asynchronous invocation. Default: Lambda's own, one minute and then two. */
  readonly retryDelaysMs?: readonly number[];
}
