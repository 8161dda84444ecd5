/** A list price in US dollars per unit. */
export interface Price {
  readonly usd: number;
  readonly per: string;
  /** Where it was read, and when. */
  readonly source: string;
  /** Read on AWS's own page, or only where others quote it. */
  readonly verified: boolean;
}

/**
 * What AWS charges in us-east-1, without any free tier; the Regions of the demo differ by little. AWS's own pages fill
 * their tables in by script, so none could be read there: every price is as others quote it, and `verified` says so.
 */
export const prices = {
  lambdaRequest: {
    usd: 0.2 / 1e6,
    per: 'request',
    source:
      'https://aws.amazon.com/lambda/pricing/, as quoted by https://cloudchipr.com/blog/aws-lambda-pricing, 2026-11',
    verified: false,
  },
  lambdaGbSecond: {
    usd: 0.0000133334,
    per: 'GB-second, arm64',
    source:
      'https://aws.amazon.com/lambda/pricing/, as quoted by https://cloudchipr.com/blog/aws-lambda-pricing, 2026-11',
    verified: false,
  },
  stateTransition: {
    usd: 0.025 / 1e3,
    per: 'state transition, standard workflow',
    source: 'https://aws.amazon.com/step-functions/pricing/, 2026-11',
    verified: true,
  },
  standardAlarm: {
    usd: 0.1,
    per: 'alarm metric and month',
    source: 'https://aws.amazon.com/cloudwatch/pricing/, as quoted by https://c3x.dev, 2026-06',
    verified: false,
  },
  highResolutionAlarm: {
    usd: 0.3,
    per: 'alarm metric and month, period below 60 s',
    source: 'https://aws.amazon.com/cloudwatch/pricing/, as quoted by https://c3x.dev, 2026-06',
    verified: false,
  },
  compositeAlarm: {
    usd: 0.5,
    per: 'composite alarm and month',
    source: 'https://aws.amazon.com/cloudwatch/pricing/, as quoted by https://c3x.dev, 2026-06',
    verified: false,
  },
  customMetric: {
    usd: 0.3,
    per: 'metric and month',
    source: 'https://aws.amazon.com/cloudwatch/pricing/, as quoted by https://c3x.dev, 2026-06',
    verified: false,
  },
  cloudwatchRequest: {
    usd: 0.01 / 1e3,
    per: 'request: PutMetricData; DescribeAlarms is counted too, though no page was found that says whether it is charged',
    source: 'https://aws.amazon.com/cloudwatch/pricing/, from memory',
    verified: false,
  },
  metricRead: {
    usd: 0.01 / 1e3,
    per: 'metric asked of GetMetricData, which has no free tier',
    source: 'https://aws.amazon.com/cloudwatch/pricing/, from memory',
    verified: false,
  },
  logByte: {
    usd: 0.5 / 1e9,
    per: 'byte of log ingested',
    source: 'https://aws.amazon.com/cloudwatch/pricing/, from memory',
    verified: false,
  },
  trace: {
    usd: 5 / 1e6,
    per: 'trace recorded by X-Ray',
    source:
      'https://aws.amazon.com/xray/pricing/, as quoted by https://awsnegotiations.com/x-ray-pricing-strategy.html, 2026-11',
    verified: false,
  },
  scheduled: {
    usd: 1 / 1e6,
    per: 'invocation by EventBridge Scheduler',
    source:
      'https://aws.amazon.com/eventbridge/pricing/, as quoted by https://cloudburn.io/blog/amazon-eventbridge-pricing, 2026-03',
    verified: false,
  },
  customEvent: {
    usd: 1 / 1e6,
    per: 'event put on EventBridge',
    source:
      'https://aws.amazon.com/eventbridge/pricing/, as quoted by https://cloudburn.io/blog/amazon-eventbridge-pricing, 2026-03',
    verified: false,
  },
  journalRead: {
    usd: 0.125 / 1e6,
    per: 'DynamoDB read unit, on demand',
    source:
      'https://aws.amazon.com/dynamodb/pricing/on-demand/, as quoted by https://airbyte.com/data-engineering-resources/dynamodb-pricing, 2025-07',
    verified: false,
  },
  journalWrite: {
    usd: 0.625 / 1e6,
    per: 'DynamoDB write unit, on demand',
    source:
      'https://aws.amazon.com/dynamodb/pricing/on-demand/, as quoted by https://airbyte.com/data-engineering-resources/dynamodb-pricing, 2025-07',
    verified: false,
  },
  page: {
    usd: 2 / 1e5,
    per: 'e-mail sent by SNS',
    source: 'https://aws.amazon.com/sns/pricing/, from memory',
    verified: false,
  },
} as const satisfies Readonly<Record<string, Price>>;

export type Item = keyof typeof prices;

/** How much of each item was used. What is absent was not used. */
export type Usage = Readonly<Partial<Record<Item, number>>>;

/** US dollars for one item of a usage. */
export const costOf = (usage: Usage, item: Item): number => (usage[item] ?? 0) * prices[item].usd;

/** US dollars for all of it. */
export const totalOf = (usage: Usage): number => itemsOf(usage).reduce((sum, item) => sum + costOf(usage, item), 0);

/** The items of a usage, the dearest first. */
export const itemsOf = (usage: Usage): readonly Item[] =>
  Object.keys(prices)
    .filter((item): item is Item => item in usage)
    .sort((a, b) => costOf(usage, b) - costOf(usage, a));

/** `times` times a usage. */
export const times = (usage: Usage, factor: number): Usage =>
  Object.fromEntries(Object.entries(usage).map(([item, amount]) => [item, amount * factor]));

/** The sum of usages. */
export const sum = (...usages: readonly Usage[]): Usage => {
  const all: Partial<Record<Item, number>> = {};
  for (const usage of usages) for (const item of itemsOf(usage)) all[item] = (all[item] ?? 0) + (usage[item] ?? 0);
  return all;
};
