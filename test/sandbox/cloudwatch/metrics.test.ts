import { expect, test } from '@jest/globals';
import { cloudwatchBench } from './bench.ts';

const at = (time: string) => new Date(`2026-11-23T${time}Z`);
const hour = { StartTime: at('07:00:00'), EndTime: at('08:00:00') };
const query = (Id: string, Stat: string, MetricName = 'lag') => ({
  Id,
  MetricStat: { Metric: { Namespace: 'test', MetricName }, Period: 60, Stat },
});

const resultsOf = async ({ call }: ReturnType<typeof cloudwatchBench>, input: object) => {
  const { MetricDataResults } = await call('GetMetricData', { ...hour, ...input });
  return MetricDataResults as { Id: string; Values: number[]; Timestamps: Date[]; Label: string }[];
};

test('statistics of single values, of values with counts and of statistic sets', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricData', {
    Namespace: 'test',
    MetricData: [
      { MetricName: 'lag', Value: 4 },
      { MetricName: 'lag', Values: [1, 10], Counts: [2, 1] },
      { MetricName: 'lag', StatisticValues: { SampleCount: 4, Sum: 40, Minimum: 0.5, Maximum: 30 } },
    ],
  });
  const names = ['Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum'];
  const results = await resultsOf(bench, { MetricDataQueries: names.map((name, n) => query(`m${n}`, name)) });
  expect(results.map(({ Values }) => Values)).toEqual([[56], [8], [7], [0.5], [30]]);
});

test('percentiles weigh counts', async () => {
  const bench = cloudwatchBench();
  await bench.call('PutMetricData', {
    Namespace: 'test',
    MetricData: [{ MetricName: 'lag', Values: [1, 2, 100], Counts: [90, 9, 1] }],
  });
  const results = await resultsOf(bench, {
    MetricDataQueries: ['p50', 'p99', 'p99.5'].map((p, n) => query(`m${n}`, p)),
  });
  expect(results.map(({ Values }) => Values)).toEqual([[1], [2], [100]]);
});

test('a standard metric knows minutes only, a high-resolution one seconds', async () => {
  const bench = cloudwatchBench();
  const Timestamp = at('07:49:47');
  await bench.call('PutMetricData', {
    Namespace: 'test',
    MetricData: [
      { MetricName: 'lag', Value: 1, Timestamp },
      { MetricName: 'fast', Value: 1, Timestamp, StorageResolution: 1 },
    ],
  });
  const stat = (MetricName: string) => ({ Metric: { Namespace: 'test', MetricName }, Period: 10, Stat: 'Sum' });
  const results = await resultsOf(bench, {
    MetricDataQueries: [
      { Id: 'slow', MetricStat: stat('lag') },
      { Id: 'fast', MetricStat: stat('fast') },
    ],
  });
  expect(results.map(({ Timestamps }) => Timestamps)).toEqual([[at('07:49:00')], [at('07:49:40')]]);
});

test('every set of dimensions is a metric of its own, in its own Region', async () => {
  const { call } = cloudwatchBench();
  const put = (Dimensions?: object[]) =>
    call('PutMetricData', { Namespace: 'test', MetricData: [{ MetricName: 'lag', Value: 1, Dimensions }] });
  await put();
  await put([
    { Name: 'a', Value: '1' },
    { Name: 'b', Value: '2' },
  ]);
  await put([
    { Name: 'b', Value: '2' },
    { Name: 'a', Value: '1' },
  ]);
  await put([{ Name: 'a', Value: '1' }]);
  expect((await call('ListMetrics', {})).Metrics).toHaveLength(3);
  expect((await call('ListMetrics', { Dimensions: [{ Name: 'b' }] })).Metrics).toHaveLength(1);
  expect((await call('ListMetrics', {}, { region: 'eu-west-1' })).Metrics).toEqual([]);

  const { Datapoints } = await call('GetMetricStatistics', {
    ...hour,
    Namespace: 'test',
    MetricName: 'lag',
    Dimensions: [
      { Name: 'a', Value: '1' },
      { Name: 'b', Value: '2' },
    ],
    Period: 60,
    Statistics: ['Sum', 'SampleCount'],
  });
  expect(Datapoints).toEqual([{ Timestamp: at('07:50:00'), Unit: 'None', Sum: 2, SampleCount: 2 }]);
});

test('what is not visible yet is not answered', async () => {
  const bench = cloudwatchBench({ visibilityMs: 5_000 });
  await bench.put(1);
  const ask = () => resultsOf(bench, { MetricDataQueries: [query('m', 'Sum')] });
  expect((await ask())[0]?.Values).toEqual([]);
  await bench.clock.advance(5_000);
  expect((await ask())[0]?.Values).toEqual([1]);
});

test('old data is forgotten', async () => {
  const bench = cloudwatchBench();
  await bench.put(1);
  await bench.clock.advance(3 * 3_600_000 + 1);
  await bench.put(2);
  const StartTime = at('00:00:00');
  const results = await resultsOf(bench, {
    StartTime,
    EndTime: at('23:00:00'),
    MetricDataQueries: [query('m', 'Sum')],
  });
  expect(results[0]?.Values).toEqual([2]);
});

test.each([
  ['m1 + m2', [7]],
  ['m1 - m2 * 2', [-2]],
  ['(m1 - m2) * 2', [2]],
  ['m1 / (m2 - m2)', []],
  ['-m1 + 1', [-3]],
  ['MAX([m1, m2, gone])', [4]],
  ['MIN([m1, m2])', [3]],
  ['SUM([m1, m2, 1])', [8]],
  ['AVG([m1, m2])', [3.5]],
  ['m1 + gone', []],
  ['m1 - MAX(m2)', [1]],
])('the expression %s', async (Expression, values) => {
  const bench = cloudwatchBench();
  await bench.put(4, 'm1');
  await bench.put(3, 'm2');
  const results = await resultsOf(bench, {
    MetricDataQueries: [
      { Id: 'e', Expression },
      ...['m1', 'm2', 'gone'].map((name) => ({ ...query(name, 'Sum', name), ReturnData: false })),
    ],
  });
  expect(results.map(({ Id, Values }) => [Id, Values])).toEqual([['e', values]]);
});

test.each([
  ['FILL(m1, 0)', /FILL is not supported/],
  ['MAX(m1)', /one time series/],
  ['m1 +', /ends too early/],
  ['m1 m1', /unexpected "m1"/],
  ['m1 ^ 2', /unexpected "\^"/],
  ['other * 2', /unknown metric id 'other'/],
  ['e + m1', /refers to itself/],
])('the expression %s is refused', async (Expression, why) => {
  const bench = cloudwatchBench();
  const ask = resultsOf(bench, { MetricDataQueries: [{ Id: 'e', Expression }, query('m1', 'Sum')] });
  await expect(ask).rejects.toMatchObject({ code: 'ValidationError', message: expect.stringMatching(why) });
});

test.each([
  ['InvalidParameterValue', { Namespace: 'AWS/ElastiCache', MetricData: [{ MetricName: 'a', Value: 1 }] }],
  ['MissingParameter', { Namespace: 'test', MetricData: [] }],
  ['MissingParameter', { Namespace: 'test', MetricData: [{ MetricName: 'a' }] }],
  ['InvalidParameterValue', { Namespace: 'test', MetricData: [{ MetricName: 'a', Value: Number.NaN }] }],
  ['InvalidParameterCombination', { Namespace: 'test', MetricData: [{ MetricName: 'a', Value: 1, Values: [1] }] }],
  ['InvalidParameterValue', { Namespace: 'test', MetricData: [{ MetricName: 'a', Values: [1, 2], Counts: [1] }] }],
  ['InvalidParameterValue', { Namespace: 'test', MetricData: [{ MetricName: 'a', Value: 1, StorageResolution: 5 }] }],
  [
    'InvalidParameterValue',
    { Namespace: 'test', MetricData: [{ MetricName: 'a', Value: 1, Timestamp: at('09:50:01') }] },
  ],
  [
    'InvalidParameterValue',
    { Namespace: 'test', MetricData: [{ MetricName: 'a', Value: 1, Dimensions: [{ Name: 'x' }] }] },
  ],
])('%s for %j', async (code, input) => {
  const { call } = cloudwatchBench();
  await expect(call('PutMetricData', input)).rejects.toMatchObject({ code });
  expect((await call('ListMetrics', {})).Metrics).toEqual([]);
});

test('AWS namespaces are for the sandbox itself', async () => {
  const { publish, call } = cloudwatchBench();
  publish('us-west-2', { Namespace: 'AWS/ElastiCache', MetricData: [{ MetricName: 'IsMaster', Value: 1 }] });
  expect((await call('ListMetrics', { Namespace: 'AWS/ElastiCache' })).Metrics).toHaveLength(1);
});
