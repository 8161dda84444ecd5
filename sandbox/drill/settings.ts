import type { WorldDelays } from '../world.ts';

/**
 * How long the AWS of the drill takes, in milliseconds: shorter than the real one, so that a drill ends within two
 * minutes. Nothing here is measured, and every report lists it.
 */
export const drillDelays = {
  elasticache: { promotionWritable: 10_000, promotionVisible: 10_000, resync: 2_000, viewConvergence: 1_000 },
  cloudwatch: { visibilityMs: 1_000 },
  route53: { apply: 200, insync: 3_000 },
} as const satisfies WorldDelays;

/** What each simulated delay stands for, beside its value in the report. */
export const simulated: readonly { readonly what: string; readonly ms: number }[] = [
  { what: 'promotion accepted, until the new primary takes writes', ms: drillDelays.elasticache.promotionWritable },
  { what: 'promotion accepted, until the roles are shown swapped', ms: drillDelays.elasticache.promotionVisible },
  { what: 'old primary back, until it copies the new one', ms: drillDelays.elasticache.resync },
  { what: 'a change, until another Region sees it', ms: drillDelays.elasticache.viewConvergence },
  { what: 'metric published, until alarms see it', ms: drillDelays.cloudwatch.visibilityMs },
  { what: 'record change accepted, until it is INSYNC and resolvers see it', ms: drillDelays.route53.insync },
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
