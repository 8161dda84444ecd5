import type { Config } from '../../functions/contract/config.ts';
import type { CloudwatchDelays } from '../aws/services/cloudwatch.ts';
import { type Behaviour, type Delays, noDelays } from '../aws/services/elasticache.ts';
import type { Route53Delays } from '../aws/services/route53.ts';

/** How long the simulated AWS takes. What is left out takes the service's documented default. */
export interface WorldDelays {
  readonly elasticache?: Partial<Delays>;
  readonly cloudwatch?: Partial<CloudwatchDelays>;
  readonly route53?: Partial<Route53Delays>;
  /** Between the attempts of an asynchronous invocation. */
  readonly lambdaRetriesMs?: readonly number[];
}

export interface WorldOptions {
  /** What is deployed. @default cdk.out */
  readonly assembly?: string;
  /** Decides Regions, account, datastores and zones. @default failover.config.ts */
  readonly config?: Config;
  /** Of the AWS endpoint. @default 0, any free one */
  readonly port?: number;
  /** Of the first datastore's endpoints, on every loopback address; a second datastore has the next. @default 0 */
  readonly redisPort?: number;
  /** @default 0 */
  readonly dnsPort?: number;
  /** Without servers ElastiCache is a model only. @default true */
  readonly redis?: boolean;
  /** Path of redis-server or valkey-server. @default the one on the PATH */
  readonly redisServer?: string;
  readonly delays?: WorldDelays;
  readonly behaviour?: Partial<Behaviour>;
  /** Whether schedules fire, after the deployment: once, again and again, or only by `fire`. @default once */
  readonly schedules?: 'once' | 'running' | 'never';
  /** Whether alarms are evaluated at AWS's cadence, or only by `evaluateAlarms`. @default by `evaluateAlarms` */
  readonly alarms?: 'running' | 'asked';
  /** When alarms and schedules begin: after the deployment, or with `begin`. @default at once */
  readonly begins?: 'at once' | 'when told';
  /** Lambda's warm workers, at most. Fewer save memory, more save cold starts. @default 8 */
  readonly maxWorkers?: number;
  /** Of everything that is drawn by lot. @default 1 */
  readonly seed?: number;
}

/** Route 53: "generally within 60 seconds"; the API takes one batch at a time. */
export const usualRoute53Delays: Route53Delays = { apply: 200, insync: 10_000 };

/** For tests: every effect as soon as its cause. */
export const noWorldDelays: WorldDelays = {
  elasticache: noDelays,
  cloudwatch: { visibilityMs: 0 },
  route53: { apply: 0, insync: 0 },
  lambdaRetriesMs: [0, 0],
};

/** mulberry32: numbers in [0, 1) that a seed repeats. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
