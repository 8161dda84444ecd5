import { expect, test } from '@jest/globals';
import { publishedMetrics, standingAlarms } from '../../bench/cost/standing.ts';
import { slowerOnAws, usedIn } from '../../bench/cost/used.ts';
import { costOf, itemsOf, prices, sum, times, totalOf } from '../../bench/prices.ts';
import demo from '../../failover.config.ts';
import type { Assembly } from '../../sandbox/cloudformation/assembly.ts';
import type { Entry } from '../../sandbox/history.ts';
import type { World } from '../../sandbox/world.ts';
import { synthesise } from '../infra/synthesised.ts';

test('each price says its unit, where it was read, and when or that it is from memory', () => {
  for (const price of Object.values(prices)) {
    expect(price.usd).toBeGreaterThan(0);
    expect(price.per).not.toBe('');
    expect(price.source).toMatch(/^https:\/\/aws\.amazon\.com\/.*(20\d\d-\d\d|from memory)$/);
    if (price.source.includes('as quoted by') || price.source.endsWith('from memory'))
      expect(price.verified).toBe(false);
  }
});

test('usages add up item by item, and the dearest comes first', () => {
  const usage = sum({ page: 1, trace: 2 }, { page: 3 }, times({ compositeAlarm: 1 }, 4));
  expect(usage).toEqual({ page: 4, trace: 2, compositeAlarm: 4 });
  expect(itemsOf(usage)).toEqual(['compositeAlarm', 'page', 'trace']);
  expect(totalOf(usage)).toBeCloseTo(4 * 0.5 + 4 * 0.00002 + 2 * 0.000005, 10);
  expect(costOf({}, 'page')).toBe(0);
});

test('alarms are paid by their kind and their period', () => {
  const stacks = [...synthesise(demo).values()].map(({ resources }) => ({ template: { Resources: resources } }));
  // Only the templates of an assembly are read here.
  const usage = standingAlarms({ stacks } as unknown as Assembly);
  const regions = demo.regions.length;
  expect(usage).toMatchObject({ compositeAlarm: 2 * regions, highResolutionAlarm: 2 * regions });
  expect(usage.standardAlarm).toBeGreaterThanOrEqual(regions);
});

/** A world that knows one function of 512 MB. */
const world = { lambda: { find: () => ({ memoryMb: 512 }) } } as unknown as World;
const entry = (kind: Entry['kind'], name: string, detail: Entry['detail'] = {}): Entry => ({
  at: 0,
  kind,
  name,
  region: 'us-west-2',
  detail,
});

test.each<[string, Entry, unknown]>([
  [
    'an invocation',
    entry('function', 'f', { phase: 'end', durationMs: 100 }),
    { lambdaRequest: 1, lambdaGbSecond: 0.05 * slowerOnAws },
  ],
  ['a cold start', entry('function', 'f', { phase: 'cold', initMs: 200 }), { lambdaGbSecond: 0.1 * slowerOnAws }],
  ['the start of an invocation', entry('function', 'f', { phase: 'start' }), {}],
  ['a state that is entered', entry('state', 'Decide', { at: 'entered' }), { stateTransition: 1 }],
  ['a state that is left', entry('state', 'Decide', { at: 'exited' }), {}],
  ['a log line', entry('log', 'group', { message: 'é' }), { logByte: 28 }],
  ['a page', entry('page', 'failover'), { page: 1 }],
  ['metrics published', entry('call', 'monitoring:PutMetricData', { input: {} }), { cloudwatchRequest: 1 }],
  [
    'metrics read',
    entry('call', 'monitoring:GetMetricData', { input: { MetricDataQueries: [1, 2] } }),
    { metricRead: 2 },
  ],
  ['a small item written', entry('call', 'dynamodb:PutItem', { input: { Item: { a: 'b' } } }), { journalWrite: 1 }],
  [
    'an item of 2 KB written',
    entry('call', 'dynamodb:PutItem', { input: { Item: 'x'.repeat(2000) } }),
    { journalWrite: 2 },
  ],
  ['an item read', entry('call', 'dynamodb:GetItem', { input: {} }), { journalRead: 1 }],
  ['a call that costs nothing', entry('call', 'elasticache:DescribeReplicationGroups', { input: {} }), {}],
  ['an effect', entry('effect', 'ssm:PutParameter'), {}],
])('what AWS would charge for: %s', (_, happened, usage) => {
  expect(usedIn([happened], world)).toEqual(usage);
});

test('a metric counts once per Region, name and dimensions, however often it is published', () => {
  const published = (region: string, ...metricNames: string[]): Entry => ({
    ...entry('call', 'monitoring:PutMetricData', {
      input: {
        Namespace: 'GlobalDatastoreFailover',
        MetricData: metricNames.map((MetricName) => ({ MetricName, Dimensions: [] })),
      },
    }),
    region,
  });
  const entries = [
    published('us-east-1', 'ProbeRan'),
    published('us-east-1', 'ProbeRan'),
    published('us-west-2', 'ProbeRan', 'DataArriving'),
  ];
  expect(publishedMetrics(entries)).toEqual({ customMetric: 3 });

  const line = JSON.stringify({
    _aws: {
      Timestamp: 0,
      CloudWatchMetrics: [
        { Namespace: 'GlobalDatastoreFailover', Dimensions: [['Datastore']], Metrics: [{ Name: 'ProbeRan' }] },
      ],
    },
    Datastore: 'sessions',
    ProbeRan: 1,
  });
  const logged = entry('log', 'group', { message: line });
  expect(publishedMetrics([logged, logged, ...entries])).toEqual({ customMetric: 4 });
});
