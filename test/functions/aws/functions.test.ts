import { expect, test } from '@jest/globals';
import { functions } from '../../../functions/aws/functions.ts';
import type { Operation } from '../../../sandbox/aws/service.ts';
import { aWorld, config } from '../a-world.ts';
import { frontWorld, scripted } from './front-world.ts';

const answering = (...answers: Operation[]) => {
  const invoked: unknown[] = [];
  const service = scripted(
    'lambda',
    'Invoke',
    answers.map((answer) => (input, call) => {
      const payload = JSON.parse(new TextDecoder().decode(input.Payload));
      invoked.push({ name: input.FunctionName, type: input.InvocationType, region: call.region, payload });
      return answer(input, call);
    }),
  );
  return { invoked, port: functions(frontWorld([service]).world) };
};
const payload =
  (value: unknown, more: object = {}) =>
  () => ({
    StatusCode: 200,
    Payload: new TextEncoder().encode(JSON.stringify(value)),
    ...more,
  });

test('touches the caches of a datastore by its function here', async () => {
  const { port, invoked } = answering(payload({ seenAt: 5 }));

  expect(await port.touch('sessions', { datastore: 'sessions' })).toEqual({ seenAt: 5 });
  expect(invoked).toEqual([
    { name: 'failover-TouchCache-sessions', type: undefined, region: 'us-west-2', payload: { datastore: 'sessions' } },
  ]);
});

test('asks the witness in its Region', async () => {
  const answer = { seenAt: 5, region: 'us-east-1', api: 'dark', detail: 'no answer' };
  const { port, invoked } = answering(payload(answer));

  expect(await port.witness({ region: 'us-east-1', replicationGroupId: 'sessions-use1' })).toEqual(answer);
  expect(invoked).toMatchObject([{ name: 'failover-Witness', region: 'eu-west-1' }]);
});

test('an invoked function that fails fails here, under its own name', async () => {
  const failed = { errorType: 'TimeoutError', errorMessage: 'out of time' };
  const { port } = answering(payload(failed, { FunctionError: 'Unhandled' }));

  await expect(port.touch('sessions', { datastore: 'sessions' })).rejects.toMatchObject({
    name: 'TimeoutError',
    message: 'failover-TouchCache-sessions: out of time',
  });
});

test.each([[{}], [null], [{ seenAt: 'now' }]])('an answer that is none, %j, fails', async (value) => {
  const { port } = answering(payload(value));

  await expect(port.touch('sessions', { datastore: 'sessions' })).rejects.toThrow();
});

test('nudges another Region without waiting for its work', async () => {
  const { port, invoked } = answering(() => ({ StatusCode: 202 }));

  await port.nudge('us-east-1');

  expect(invoked).toEqual([{ name: 'failover-Reconcile', type: 'Event', region: 'us-east-1', payload: {} }]);
});

test('without a witness in the configuration, asking it is a missing setting', async () => {
  const { world } = aWorld();
  const port = functions({ ...world, settings: { ...world.settings, config: { ...config, witness: undefined } } });

  await expect(port.witness({ region: 'us-east-1', replicationGroupId: 'x' })).rejects.toMatchObject({
    name: 'SettingMissing',
  });
});
