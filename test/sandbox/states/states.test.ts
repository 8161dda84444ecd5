import { expect, test } from '@jest/globals';
import { createStates, type StatesDependencies } from '../../../sandbox/aws/services/states.ts';
import { History } from '../../../sandbox/history.ts';
import { Network } from '../../../sandbox/network.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

const wait = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
const fail = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Held', Cause: 'why' } } };

const machineOf = (definition: object, more: Partial<StatesDependencies> = {}) => {
  const clock = manualClock();
  const history = new History(clock);
  const network = new Network(['us-east-1', 'us-west-2'], history);
  const metrics: string[] = [];
  let drawn = 0;
  const states = createStates({
    clock,
    history,
    network,
    account: '111122223333',
    random: () => (drawn++ % 97) / 97,
    invoke: () => Promise.reject(new Error('no functions here')),
    publish: (_, { MetricData }) => void metrics.push(...MetricData.map(({ MetricName = '' }) => MetricName)),
    ...more,
  });
  const spec = { name: 'm', roleArn: 'arn:aws:iam::111122223333:role/r', definition: JSON.stringify(definition) };
  const stateMachineArn = states.createStateMachine({ region: 'us-east-1', ...spec });
  const call = callService(states.service);
  return {
    states,
    clock,
    history,
    network,
    metrics,
    stateMachineArn,
    call,
    elsewhere: callService(states.service, 'us-west-2'),
    start: async (name: string, input = '{}') =>
      (await call('StartExecution', { stateMachineArn, name, input })).executionArn,
  };
};

const refusedAs = (code: string) => expect.objectContaining({ code });

test('the same name and input answer the same execution while it runs, and nothing starts twice', async () => {
  const { call, start, stateMachineArn, clock, states } = machineOf(wait);
  const first = await call('StartExecution', { stateMachineArn, name: 'a', input: '{"x":1}' });
  await clock.advance(1_000);
  expect(await call('StartExecution', { stateMachineArn, name: 'a', input: '{"x":1}' })).toEqual(first);
  await expect(start('a', '{"x": 1}')).rejects.toEqual(refusedAs('ExecutionAlreadyExists'));
  expect(await call('ListExecutions', { stateMachineArn })).toMatchObject({ executions: [{ name: 'a' }] });
  await states.stop();
});

test('the name of a closed execution is never free again', async () => {
  const { start, clock } = machineOf(wait);
  await start('a');
  await clock.advance(60_000);
  await expect(start('a')).rejects.toEqual(refusedAs('ExecutionAlreadyExists'));
});

test.each(['', 'a b', 'a/b', 'a:b', 'a#b', 'a\u0007b', 'x'.repeat(81)])('%j is no name', async (name) => {
  await expect(machineOf(wait).start(name)).rejects.toEqual(refusedAs('InvalidName'));
});

test('names of 80 characters with dots and dashes are good, and an absent one is made up', async () => {
  const { start, call, stateMachineArn, states } = machineOf(wait);
  await start(`s-2026_11.${'x'.repeat(70)}`);
  const { executionArn } = await call('StartExecution', { stateMachineArn });
  expect(executionArn).toMatch(/:execution:m:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8/);
  await states.stop();
});

test('input that is no JSON, or too long, is refused', async () => {
  const { start } = machineOf(wait);
  await expect(start('a', '{')).rejects.toEqual(refusedAs('InvalidExecutionInput'));
  await expect(start('a', `"${'x'.repeat(262_143)}"`)).rejects.toEqual(refusedAs('ValidationException'));
});

test('a machine of another Region is not there', async () => {
  const { elsewhere, stateMachineArn, call } = machineOf(wait);
  await expect(elsewhere('StartExecution', { stateMachineArn })).rejects.toEqual(refusedAs('StateMachineDoesNotExist'));
  await expect(call('StartExecution', { stateMachineArn: 'm' })).rejects.toEqual(refusedAs('InvalidArn'));
  expect(await elsewhere('ListStateMachines', {})).toEqual({ stateMachines: [] });
  expect(await call('ListStateMachines', {})).toMatchObject({ stateMachines: [{ stateMachineArn, name: 'm' }] });
});

test('DescribeExecution follows an execution to its end', async () => {
  const { start, call, clock, metrics } = machineOf(wait);
  const executionArn = await start('a', '{"x":1}');
  expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'RUNNING', input: '{"x":1}' });
  await clock.advance(60_000);
  expect(await call('DescribeExecution', { executionArn })).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"x":1}',
    startDate: new Date('2026-11-23T08:00:00Z'),
    stopDate: new Date('2026-11-23T08:01:00Z'),
  });
  expect(metrics).toEqual(['ExecutionsStarted', 'ExecutionsSucceeded']);
  const none = `${executionArn}x`;
  await expect(call('DescribeExecution', { executionArn: none })).rejects.toEqual(refusedAs('ExecutionDoesNotExist'));
});

test('a failed execution has error and cause, and counts as failed', async () => {
  const { start, call, states, metrics, history } = machineOf(fail);
  const executionArn = String(await start('a'));
  await states.settled(executionArn);
  expect(await call('DescribeExecution', { executionArn })).toMatchObject({
    status: 'FAILED',
    error: 'Held',
    cause: 'why',
  });
  expect(metrics).toEqual(['ExecutionsStarted', 'ExecutionsFailed']);
  expect(history.entries.filter(({ kind }) => kind !== 'fault')).toMatchObject([
    { kind: 'execution', name: 'RUNNING' },
    { kind: 'state', name: 'F', detail: { at: 'entered' } },
    { kind: 'execution', name: 'FAILED', detail: { execution: 'a', error: 'Held' } },
  ]);
});

test('StopExecution aborts with the reason it was given', async () => {
  const { start, call, metrics, clock } = machineOf(wait);
  const executionArn = await start('a');
  await clock.advance(5_000);
  const { stopDate } = await call('StopExecution', { executionArn, error: 'ByHand', cause: 'a drill' });
  expect(stopDate).toEqual(new Date('2026-11-23T08:00:05Z'));
  const described = await call('DescribeExecution', { executionArn });
  expect(described).toMatchObject({ status: 'ABORTED', error: 'ByHand', cause: 'a drill', stopDate });
  expect(metrics).toContain('ExecutionsAborted');
});

test('ListExecutions: newest first, by status, in pages', async () => {
  const { start, call, stateMachineArn, states } = machineOf(wait);
  for (const name of ['a', 'b', 'c']) await start(name);
  await call('StopExecution', { executionArn: await start('d') });
  const names = async (input: object) => {
    const { executions, nextToken } = await call('ListExecutions', { stateMachineArn, ...input });
    return { names: Array.from(Object(executions), ({ name }: { name: string }) => name), nextToken };
  };
  expect((await names({})).names).toEqual(['d', 'c', 'b', 'a']);
  expect((await names({ statusFilter: 'ABORTED' })).names).toEqual(['d']);
  const first = await names({ maxResults: 3 });
  expect(first.names).toEqual(['d', 'c', 'b']);
  expect(await names({ maxResults: 3, nextToken: first.nextToken })).toEqual({ names: ['a'], nextToken: undefined });
  await expect(names({ nextToken: 'x' })).rejects.toEqual(refusedAs('InvalidToken'));
  await states.stop();
});

test('GetExecutionHistory: in order or reversed, in pages, with or without data', async () => {
  const { start, call, states } = machineOf(fail);
  const executionArn = String(await start('a'));
  await states.settled(executionArn);
  const typesOf = async (input: object) => {
    const { events } = await call('GetExecutionHistory', { executionArn, ...input });
    return Array.from(Object(events), ({ id, type }: { id: number; type: string }) => `${id} ${type}`);
  };
  const all = ['1 ExecutionStarted', '2 FailStateEntered', '3 ExecutionFailed'];
  expect(await typesOf({})).toEqual(all);
  expect(await typesOf({ reverseOrder: true })).toEqual(all.toReversed());
  const { nextToken } = await call('GetExecutionHistory', { executionArn, maxResults: 2 });
  expect(await typesOf({ maxResults: 2, nextToken })).toEqual(all.slice(2));
  const { events } = await call('GetExecutionHistory', { executionArn, includeExecutionData: false });
  expect(JSON.stringify(events)).not.toContain('"input"');
  expect(events).toMatchObject([{ timestamp: new Date('2026-11-23T08:00:00Z') }, {}, {}]);
});

test('executions of a dark Region stand still until it is healed', async () => {
  const machine = {
    StartAt: 'W',
    States: { W: { ...wait.States.W, End: undefined, Next: 'S' }, S: { Type: 'Succeed' } },
  };
  const { start, call, clock, network } = machineOf(machine);
  const executionArn = await start('a');
  network.blackout('us-east-1');
  await clock.advance(600_000);
  expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'RUNNING' });
  network.heal('us-east-1');
  await clock.advance(0);
  expect(await call('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED' });
});

test('a task token is answered in its own Region only, and names its machine meanwhile', async () => {
  const given: string[] = [];
  const asking = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: 'ask', Payload: { 'token.$': '$$.Task.Token' } },
    End: true,
  };
  const { start, call, elsewhere, clock, states, stateMachineArn } = machineOf(
    { StartAt: 'A', States: { A: asking } },
    {
      invoke: async ({ payload }) => {
        given.push(JSON.parse(payload).token);
        return { payload: 'null', executedVersion: '$LATEST' };
      },
    },
  );
  const executionArn = String(await start('a'));
  await clock.advance(0);
  const [taskToken = ''] = given;
  expect(states.stateMachineOf(taskToken)).toBe(stateMachineArn);
  await expect(elsewhere('SendTaskSuccess', { taskToken, output: '1' })).rejects.toEqual(refusedAs('TaskDoesNotExist'));
  expect(await call('SendTaskHeartbeat', { taskToken })).toEqual({});
  await call('SendTaskFailure', { taskToken, error: 'ApprovalDeclined', cause: 'no' });
  expect(await states.settled(executionArn)).toMatchObject({ status: 'FAILED', error: 'ApprovalDeclined' });
  await expect(call('SendTaskSuccess', { taskToken, output: '1' })).rejects.toEqual(refusedAs('TaskTimedOut'));
  expect(states.stateMachineOf(taskToken)).toBeUndefined();
});

test('DescribeStateMachine shows the definition, also for an execution', async () => {
  const { call, start, stateMachineArn, states } = machineOf(wait);
  const definition = JSON.stringify(wait);
  expect(await call('DescribeStateMachine', { stateMachineArn })).toMatchObject({ definition, type: 'STANDARD' });
  const executionArn = await start('a');
  expect(await call('DescribeStateMachineForExecution', { executionArn })).toMatchObject({
    definition,
    stateMachineArn,
  });
  await states.stop();
});
