import { expect, test } from '@jest/globals';
import { l07 } from '../../../sandbox/checkers/l07-route53-is-not-needed.ts';
import { ended, failover, fault, found, west, without } from './a-run.ts';

const closing = (status: string, more: object) => [
  ...without(failover(), ({ kind, name }) => kind === 'execution' && name !== 'RUNNING'),
  ended(70, status, more),
];

test('closed as degraded, with the parameter published', () => {
  expect(found(l07, failover())).toEqual([]);
});

test('closed as if all was well', () => {
  expect(found(l07, closing('SUCCEEDED', { output: { outcome: 'lossy', degraded: [] } }))).toEqual([
    "sessions was promoted in us-west-2 at 65.0 s without Route 53's control plane, and its run closed as if all was well",
  ]);
});

test('failed for the record', () => {
  expect(found(l07, closing('FAILED', { error: 'RecordBusy' }))).toEqual([
    expect.stringContaining('its run failed for that: RecordBusy'),
  ]);
});

test('those who read the parameter were left behind', () => {
  const unpublished = without(failover(), ({ name, region }) => name === 'ssm:PutParameter' && region === west);
  expect(found(l07, unpublished)).toEqual([expect.stringContaining('those who read the parameter were not moved')]);
});

test('with Route 53 at hand there is nothing to excuse', () => {
  expect(
    found(l07, [fault(19, 'route53 up'), ...closing('SUCCEEDED', { output: { outcome: 'lossy', degraded: [] } })]),
  ).toEqual([]);
});
