import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { LambdaPorts } from '../../../sandbox/lambda.ts';
import { bundle, createStage, type TestStage } from './stage.ts';

type Published = Parameters<NonNullable<LambdaPorts['publish']>>;

let code: Awaited<ReturnType<typeof bundle>>;
let stage: TestStage;
beforeAll(async () => {
  code = await bundle('plain');
});
afterAll(() => code.remove());
afterEach(() => stage.runtime.stop());

/** What one invocation of that handler says about itself. */
const metricsOf = async (handler: string, event: unknown = {}) => {
  const published: Published[] = [];
  stage = createStage({ publish: (...metrics) => published.push(metrics) });
  stage.deploy(handler, { codeDirectory: code.directory, handler: `index.${handler}`, timeoutMs: 2000 });
  await stage.invoke(handler, event);
  return published.flatMap(([region, { Namespace, MetricData }]) =>
    MetricData.map(({ MetricName, Dimensions, Value }) => ({ region, Namespace, MetricName, Dimensions, Value })),
  );
};

test.each([
  ['succeeds', 'echo', {}, 0],
  ['throws', 'fails', {}, 1],
  ['ends with its process', 'exits', { code: 1 }, 1],
  ['never answers', 'hangs', {}, 1],
])('an invocation that %s is counted, and its errors', async (_, handler, event, errors) => {
  const ours = {
    region: 'us-east-1',
    Namespace: 'AWS/Lambda',
    Dimensions: [{ Name: 'FunctionName', Value: handler }],
  };
  expect(await metricsOf(handler, event)).toEqual([
    { ...ours, MetricName: 'Invocations', Value: 1 },
    { ...ours, MetricName: 'Errors', Value: errors },
  ]);
});
