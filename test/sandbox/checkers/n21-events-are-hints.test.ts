import { expect, test } from '@jest/globals';
import { n21 } from '../../../sandbox/checkers/n21-events-are-hints.ts';
import { alarm, called, failover, found, west, without } from './a-run.ts';

const start = (datastore: string) =>
  called(61.2, 'states:StartExecution', {
    handler: 'ReceiveAlarm',
    region: west,
    invocation: 'another',
    input: { input: JSON.stringify({ datastore }) },
  });
const read = called(61, 'monitoring:DescribeAlarms', { handler: 'ReceiveAlarm', region: west, invocation: 'another' });

test('an alarm that was read back, and is true', () => {
  expect(found(n21, failover())).toEqual([]);
});

test('nothing was read back', () => {
  expect(
    found(
      n21,
      without(failover(), ({ name }) => name === 'monitoring:DescribeAlarms'),
    ),
  ).toEqual(['ReceiveAlarm started a run in us-west-2 at 61.2 s although no alarm was read back']);
});

test('a forced composite over healthy children', () => {
  const healthy = without(failover(), ({ kind }) => kind === 'alarm');
  expect(found(n21, [...healthy, alarm(1, 'failover-sessions-data-arriving', { to: 'OK' })])).toEqual([
    expect.stringMatching(/its child "data arriving" was OK$/),
  ]);
  const reachable = [
    alarm(1, 'failover-sessions-data-arriving'),
    alarm(1, 'failover-sessions-primary-reachable', { to: 'OK' }),
  ];
  expect(found(n21, [...healthy, ...reachable])).toEqual([expect.stringContaining('"primary reachable" was OK')]);
});

test('a datastore that nobody configured', () => {
  expect(found(n21, [read, start('sessions')])).toEqual([]);
  expect(found(n21, [read, start('../sessions')])).toEqual([
    expect.stringContaining('there is no datastore "../sessions"'),
  ]);
});
