import { expect, test } from '@jest/globals';
import { createStates } from '../../../sandbox/aws/services/states.ts';
import { History } from '../../../sandbox/history.ts';
import { Network } from '../../../sandbox/network.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

const day = 86_400_000;

/** A machine that waits a minute, and may be stopped in it. */
const waiting = async () => {
  const clock = manualClock();
  const history = new History(clock);
  const states = createStates({
    clock,
    history,
    network: new Network(['us-east-1'], history),
    account: '111122223333',
    random: () => 0.5,
    invoke: () => Promise.reject(new Error('no functions here')),
  });
  const definition = JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } });
  const roleArn = 'arn:aws:iam::111122223333:role/r';
  const stateMachineArn = states.createStateMachine({ region: 'us-east-1', name: 'm', roleArn, definition });
  const call = callService(states.service);
  const { executionArn } = await call('StartExecution', { stateMachineArn, name: 'a' });
  const describe = () => call('DescribeExecution', { executionArn });
  return { clock, call, executionArn, describe, states, stop: () => call('StopExecution', { executionArn }) };
};
const notRedrivable = expect.objectContaining({ code: 'ExecutionNotRedrivable' });

test('a stopped execution goes on under its ARN, and is counted', async () => {
  const { clock, call, executionArn, describe, stop } = await waiting();
  await stop();
  expect(await describe()).toMatchObject({ status: 'ABORTED', redriveCount: 0, redriveStatus: 'REDRIVABLE' });
  await clock.advance(3_600_000);

  expect(await call('RedriveExecution', { executionArn })).toEqual({ redriveDate: new Date(clock.now()) });
  expect(await describe()).toMatchObject({ status: 'RUNNING', redriveCount: 1, redriveDate: new Date(clock.now()) });
  expect((await describe()).stopDate).toBeUndefined();
  await clock.advance(60_000);
  expect(await describe()).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1, redriveStatus: 'NOT_REDRIVABLE' });

  const { events } = await call('GetExecutionHistory', { executionArn });
  expect(Array.isArray(events) && events.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'WaitStateEntered',
    'ExecutionAborted',
    'ExecutionRedriven',
    'WaitStateEntered',
    'WaitStateExited',
    'ExecutionSucceeded',
  ]);
});

test('one that runs, succeeded, or ended more than 14 days ago is refused', async () => {
  const { clock, call, executionArn, describe, stop } = await waiting();
  const redrive = () => call('RedriveExecution', { executionArn });
  await expect(redrive()).rejects.toEqual(notRedrivable);
  await stop();
  await clock.advance(14 * day);
  await redrive();
  await stop();
  await clock.advance(14 * day + 1);
  await expect(redrive()).rejects.toEqual(notRedrivable);
  expect(await describe()).toMatchObject({ redriveStatusReason: 'Execution redrivable period exceeded.' });

  const other = await waiting();
  await other.clock.advance(60_000);
  await expect(other.call('RedriveExecution', { executionArn: other.executionArn })).rejects.toEqual(notRedrivable);
});

test("a client's token redrives once within 15 minutes", async () => {
  const { clock, call, executionArn, describe, stop, states } = await waiting();
  const redrive = () => call('RedriveExecution', { executionArn, clientToken: 'token-1' });
  await stop();
  const first = await redrive();
  await stop();
  await clock.advance(900_000);
  expect(await redrive()).toEqual(first);
  expect(await describe()).toMatchObject({ status: 'ABORTED', redriveCount: 1 });
  await clock.advance(1);
  await redrive();
  expect(await describe()).toMatchObject({ status: 'RUNNING', redriveCount: 2 });
  await states.stop();
});
