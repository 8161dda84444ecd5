import { expect, test } from '@jest/globals';
import { n20 } from '../../../sandbox/checkers/n20-dry-runs.ts';
import { at, called, claim, effect, entryAt, found, incident, run, started, west } from './a-run.ts';

const step = (name: string) => [
  called(3, 'dynamodb:UpdateItem', { handler: 'OpenIncident', region: west, invocation: 'step', requestId: 'call' }),
  entryAt(4, {
    kind: 'function',
    region: west,
    name,
    detail: { phase: 'answered', requestId: 'step', execution: 'sessions-1' },
  }),
];
const dry = [started(1, { input: { mode: 'dry-run' } }), ...step('failover-OpenIncident')];
const put = effect(2.9, 'ssm:PutParameter', {
  region: west,
  parameter: '/failover/sessions/endpoint',
  value: '{}',
  principal: 'arn:aws:iam::111122223333:role/failover',
  requestId: 'call',
});

test('a dry run that only looks, and one whose release finds nothing to release', () => {
  const same = { epoch: { counter: 1, region: west } };
  expect(found(n20, [...dry, incident(2.9, { before: same, after: same, requestId: 'call' })])).toEqual([]);
});

test('a dry run that claims, or publishes', () => {
  const claims = incident(2.9, { after: { claim: claim(run()) }, requestId: 'call' });
  expect(found(n20, [...dry, claims])).toEqual([
    'sessions-1 in us-west-2, a dry run, had the effect dynamodb:UpdateItem at 2.9 s',
  ]);
  expect(found(n20, [...dry, put])).toHaveLength(1);
  expect(found(n20, [started(1), ...step('failover-OpenIncident'), claims, put])).toEqual([]);
});

test('a run of our own while the switch only lets it observe', () => {
  const observing = effect(0.5, 'ssm:PutParameter', {
    region: west,
    parameter: '/failover/sessions/switch',
    value: 'observe',
    principal: 'administrator',
  });
  expect(at(0.5)).toBeLessThan(at(1));
  expect(found(n20, [observing, started(1), ...step('failover-OpenIncident'), put])).toEqual([
    expect.stringContaining('a run that may only observe, had the effect ssm:PutParameter'),
  ]);
});
