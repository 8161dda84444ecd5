import { expect, test } from '@jest/globals';
import { bus } from '../../../functions/aws/bus.ts';
import { executions } from '../../../functions/aws/executions.ts';
import { pager } from '../../../functions/aws/pager.ts';
import { parameters } from '../../../functions/aws/parameters.ts';
import { AwsError, type Operation, type ServiceId } from '../../../sandbox/aws/service.ts';
import { createSsm } from '../../../sandbox/aws/services/ssm.ts';
import { realClock } from '../../../sandbox/clock.ts';
import { History } from '../../../sandbox/history.ts';
import { account, frontWorld, scripted } from './front-world.ts';

const refusing =
  (code: string): Operation =>
  () => {
    throw new AwsError(code, 'refused', { status: 400 });
  };
const worldOf = (service: ServiceId, operation: string, ...answers: Operation[]) =>
  frontWorld([scripted(service, operation, answers)]).world;

test('a parameter: absent, written with growing versions, read in another Region', async () => {
  const ssm = createSsm({ clock: realClock, history: new History(realClock), account });
  const port = parameters(frontWorld([ssm]).world);

  expect(await port.read('us-west-2', '/failover/sessions/endpoint')).toEqual({
    outcome: 'answered',
    value: undefined,
  });
  expect(await port.write('/failover/sessions/endpoint', 'one')).toBe(1);
  expect(await port.write('/failover/sessions/endpoint', 'two')).toBe(2);

  expect(await port.read('us-west-2', '/failover/sessions/endpoint')).toEqual({
    outcome: 'answered',
    value: { value: 'two', version: 2 },
  });
  expect(await port.read('us-east-1', '/failover/sessions/endpoint')).toEqual({
    outcome: 'answered',
    value: undefined,
  });
});

test('a parameter that may not be read is refused, not absent', async () => {
  const denied = parameters(worldOf('ssm', 'GetParameter', refusing('AccessDeniedException')));

  expect(await denied.read('us-west-2', '/x')).toMatchObject({ outcome: 'refused' });
});

const arn = 'arn:aws:states:us-west-2:111122223333:execution:failover:x';

test('an execution is started once by its name', async () => {
  const started = (input: unknown) => ({ executionArn: arn, startDate: new Date(0), input });
  expect(await executions(worldOf('states', 'StartExecution', started)).start('x', '{}')).toBe('started');
  expect(
    await executions(worldOf('states', 'StartExecution', refusing('ExecutionAlreadyExists'))).start('x', '{}'),
  ).toBe('already-started');
  await expect(
    executions(worldOf('states', 'StartExecution', refusing('InvalidName'))).start('x', '{}'),
  ).rejects.toThrow();
});

test.each([
  ['SUCCEEDED', 'ended'],
  ['FAILED', 'ended'],
  ['TIMED_OUT', 'ended'],
  ['ABORTED', 'ended'],
  ['RUNNING', 'running'],
  ['PENDING_REDRIVE', 'running'],
])('an execution that is %s: %s', async (status, state) => {
  const stopDate = state === 'ended' ? new Date(5000) : undefined;
  const described = () => ({ executionArn: arn, stateMachineArn: arn, startDate: new Date(0), status, stopDate });

  expect(await executions(worldOf('states', 'DescribeExecution', described)).status(arn)).toEqual(
    state === 'ended' ? { state, at: new Date(5000) } : { state },
  );
});

test('an execution that does not exist is gone; one that cannot be read is an error', async () => {
  const gone = executions(worldOf('states', 'DescribeExecution', refusing('ExecutionDoesNotExist')));
  expect(await gone.status(arn)).toEqual({ state: 'gone' });
  const denied = executions(worldOf('states', 'DescribeExecution', refusing('AccessDeniedException')));
  await expect(denied.status(arn)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('a page has a subject that SNS takes', async () => {
  const inputs: { Subject?: string; Message?: string }[] = [];
  const port = pager(
    worldOf('sns', 'Publish', (input) => {
      inputs.push(input);
      return { MessageId: 'm' };
    }),
  );

  await port.page({ subject: `held – no data\narrives ${'x'.repeat(200)}`, body: 'all of it – verbatim\n' });

  expect(inputs).toMatchObject([{ Message: 'all of it – verbatim\n' }]);
  expect(inputs[0]?.Subject).toMatch(/^held {2}?no data arrives x+$|^held no data arrives x+$/);
  expect(inputs[0]?.Subject?.length).toBeLessThanOrEqual(100);
});

test('an event that the bus refuses is an error, though it comes with 200', async () => {
  const taken = bus(worldOf('events', 'PutEvents', () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] })));
  await taken.emit({ type: 'Failover closed', detail: { outcome: 'lossy' } });
  const refused = bus(
    worldOf('events', 'PutEvents', () => ({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'X', ErrorMessage: 'no room' }],
    })),
  );
  await expect(refused.emit({ type: 'Failover closed', detail: {} })).rejects.toThrow(/no room/);
});
