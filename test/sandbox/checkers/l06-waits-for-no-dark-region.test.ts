import { expect, test } from '@jest/globals';
import { l06 } from '../../../sandbox/checkers/l06-waits-for-no-dark-region.ts';
import { called, east, entryAt, failover, fault, found, ranFunction, west } from './a-run.ts';

const gaveUp = (waitedMs: number, { handler = 'AssessHealth', region = east } = {}) =>
  entryAt(64, {
    kind: 'given-up',
    region,
    name: 'elasticache:DescribeReplicationGroups',
    detail: { from: west, function: `failover-${handler}`, requestId: 'x', waitedMs },
  });
const dark = fault(10, 'blackout', { region: east });
const step = (durationMs: number) => ranFunction(64, 'AssessHealth', { region: west, durationMs });

test('nothing waited', () => {
  expect(found(l06, failover())).toEqual([]);
});

test('a call to another Region has its small deadline', () => {
  expect(found(l06, [gaveUp(2000)])).toEqual([]);
  expect(found(l06, [gaveUp(20_000)])).toEqual([
    'failover-AssessHealth waited 20000 ms for elasticache:DescribeReplicationGroups in us-east-1, until 64.0 s',
  ]);
  expect(found(l06, [gaveUp(20_000, { handler: 'Probe' }), gaveUp(20_000, { region: west })])).toEqual([]);
});

test('a step that is held up while a Region is dark', () => {
  expect(found(l06, [dark, step(5000)])).toEqual([]);
  expect(found(l06, [dark, step(30_000)])).toEqual([
    expect.stringContaining('took 30000 ms until 64.0 s while us-east-1 was dark'),
  ]);
  expect(found(l06, [step(30_000)])).toEqual([]);
});

test('held up by its own Region, or by a clock that was set forward', () => {
  const atHome = called(50, 'dynamodb:GetItem', {
    handler: 'AssessHealth',
    region: west,
    invocation: 'AssessHealth',
    outcome: 'NeverAnswered',
  });
  expect(found(l06, [dark, atHome, step(30_000)])).toEqual([]);
  expect(found(l06, [dark, fault(50, 'clock:set-forward', { ms: 28_000 }), step(30_000)])).toEqual([]);
});
