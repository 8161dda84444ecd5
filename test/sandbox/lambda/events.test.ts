import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { LambdaPorts } from '../../../sandbox/lambda.ts';
import { bundle, createStage, type TestStage } from './stage.ts';

let code: Awaited<ReturnType<typeof bundle>>;
let stage: TestStage;

beforeAll(async () => {
  code = await bundle('plain');
});
afterAll(() => code.remove());
afterEach(() => stage.runtime.stop());

const deploy = (handler: string, spec = {}) =>
  stage.deploy(handler, { codeDirectory: code.directory, handler: `index.${handler}`, ...spec });
const send = async (functionName: string, ports: Partial<LambdaPorts> = {}, spec = {}) => {
  stage = createStage(ports);
  deploy(functionName, spec);
  const accepted = await stage.runtime.invoke({
    functionName,
    region: 'us-east-1',
    payload: '{"a":1}',
    invocationType: 'Event',
    from: 'us-east-1',
  });
  expect(accepted).toMatchObject({ statusCode: 202, payload: '' });
  await stage.runtime.drained();
  return accepted.requestId;
};
const ends = (name: string) =>
  stage.history.entries
    .filter((entry) => entry.name === name && entry.detail?.phase === 'end')
    .map(({ detail }) => detail);

test('an event is accepted at once and runs once when it succeeds', async () => {
  await send('echo');
  expect(ends('echo')).toHaveLength(1);
});

test('an event that fails runs twice more under its request id, and is then given up', async () => {
  const requestId = await send('fails');
  expect(ends('fails').map((end) => end?.requestId)).toEqual([requestId, requestId, requestId]);
  expect(stage.history.entries.at(-1)).toMatchObject({
    name: 'fails',
    detail: { phase: 'dropped', condition: 'RetriesExhausted', attempts: 3 },
  });
});

test('what is given up is counted as dropped, once; what runs in the end is not', async () => {
  const dropped: unknown[] = [];
  const publish: LambdaPorts['publish'] = (region, { Namespace, MetricData }) =>
    dropped.push(
      ...MetricData.filter(({ MetricName }) => MetricName === 'AsyncEventsDropped').map((each) => ({
        region,
        Namespace,
        ...each,
      })),
    );
  await send('fails', { publish });
  await send('echo', { publish });
  expect(dropped).toEqual([
    {
      region: 'us-east-1',
      Namespace: 'AWS/Lambda',
      MetricName: 'AsyncEventsDropped',
      Dimensions: [{ Name: 'FunctionName', Value: 'fails' }],
      Value: 1,
      Unit: 'Count',
    },
  ]);
});

test('an event that would be too old at its next attempt is given up before it', async () => {
  await send('fails', { retryDelaysMs: [60_000] }, { asyncConfig: { maximumEventAgeSeconds: 30 } });
  expect(stage.history.entries.at(-1)).toMatchObject({ detail: { condition: 'EventAgeExceeded', attempts: 1 } });
});

test('an event waits for a dark Region to be healed', async () => {
  stage = createStage();
  deploy('echo');
  stage.network.blackout('us-east-1');
  const event = { functionName: 'echo', region: 'us-east-1', payload: '{}', from: 'us-east-1' };
  await stage.runtime.invoke({ ...event, invocationType: 'Event' });
  await new Promise(setImmediate);
  expect(stage.phases('echo')).toEqual([]);
  stage.network.heal('us-east-1');
  await stage.runtime.drained();
  expect(stage.phases('echo')).toEqual(['cold', 'start', 'end']);
});
