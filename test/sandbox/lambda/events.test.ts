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

test('what is given up goes to the on-failure destination, with what was sent and what came back', async () => {
  const delivered: string[][] = [];
  const onFailure = 'arn:aws:sns:us-east-1:111122223333:people';
  const requestId = await send(
    'fails',
    { deliverFailure: (...args) => delivered.push(args) },
    { asyncConfig: { maximumRetryAttempts: 0, onFailure } },
  );
  expect(delivered).toEqual([[onFailure, expect.any(String), 'us-east-1']]);
  expect(JSON.parse(delivered[0]?.[1] ?? '')).toMatchObject({
    version: '1.0',
    requestContext: {
      requestId,
      functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:fails:$LATEST',
      condition: 'RetriesExhausted',
      approximateInvokeCount: 1,
    },
    requestPayload: { a: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'DatastoreBusy' },
  });
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
