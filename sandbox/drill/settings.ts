import { cloudwatchDelays } from '../aws/services/cloudwatch.ts';
import { usualDelays } from '../aws/services/elasticache.ts';
import { usualRoute53Delays } from '../world/options.ts';
import type { WorldDelays } from '../world.ts';

/**
 * How long the AWS of the drill takes, in milliseconds: shorter than the real one, so that a drill ends within two
 * minutes. Nothing here is measured, and every report lists it.
 */
export const drillDelays = {
  elasticache: { promotionWritable: 10_000, promotionVisible: 10_000, resync: 2_000, viewConvergence: 1_000 },
  cloudwatch: { visibilityMs: 0 },
  route53: { apply: 200, insync: 3_000 },
} as const satisfies WorldDelays;

/** A delay of the simulated AWS, as reports list it. */
export interface SimulatedDelay {
  readonly what: string;
  readonly ms: number;
  /** What the sandbox takes for it elsewhere, where it need not be quick. */
  readonly usualMs: number;
}

const { elasticache, cloudwatch, route53 } = drillDelays;

export const simulatedDelays: readonly SimulatedDelay[] = [
  {
    what: 'promotion accepted, until the new primary takes writes',
    ms: elasticache.promotionWritable,
    usualMs: usualDelays.promotionWritable,
  },
  {
    what: 'promotion accepted, until the roles are shown swapped',
    ms: elasticache.promotionVisible,
    usualMs: usualDelays.promotionVisible,
  },
  { what: 'old primary back, until it copies the new one', ms: elasticache.resync, usualMs: usualDelays.resync },
  {
    what: 'a change of the Global Datastore, until another Region sees it',
    ms: elasticache.viewConvergence,
    usualMs: usualDelays.viewConvergence,
  },
  {
    what: 'metric published, until alarms see it',
    ms: cloudwatch.visibilityMs,
    usualMs: cloudwatchDelays.visibilityMs,
  },
  {
    what: 'record change accepted, until resolvers see it',
    ms: route53.insync,
    usualMs: usualRoute53Delays.insync,
  },
];

/** What each client does. */
export const clientSettings = {
  writesPerSecond: 30,
  /** Long enough that no key of a drill expires before it is looked for. */
  timeToLiveMs: 600_000,
  /** Of connecting, and of each command. */
  deadlineMs: 1_000,
  /** Between two looks at the parameter. */
  pollMs: 1_000,
  /** Between two counts of errors in CloudWatch. */
  metricMs: 2_000,
} as const;
