import { expect, test } from '@jest/globals';
import { n12 } from '../../../sandbox/checkers/n12-called-once.ts';
import { called, failover, fault, found, incident, intent, run, west, without } from './a-run.ts';

const call = (seconds: number, requestId = 'again') =>
  called(seconds, 'elasticache:FailoverGlobalReplicationGroup', {
    handler: 'PromoteRegion',
    region: west,
    invocation: 'promote-sessions-1',
    input: { GlobalReplicationGroupId: 'ldgnf-sessions' },
    requestId,
    outcome: 'NeverAnswered',
  });

test('noted, then called, once', () => {
  expect(found(n12, failover())).toEqual([]);
});

test('sent again after a lost answer', () => {
  expect(found(n12, [...failover(), call(66)])).toEqual([
    'elasticache:FailoverGlobalReplicationGroup was called for sessions in us-west-2 at 66.0 s, and it was called before in epoch 2 us-west-2',
  ]);
});

test('somebody deleted the note of a call that was refused: it may be made again, and of one that was accepted not', () => {
  const refused = without(failover(), ({ name }) => name === 'elasticache:promotion-accepted');
  const forgotten = fault(65.5, 'dynamodb:Forgotten', { region: west });
  expect(found(n12, [...refused, call(66)])).toHaveLength(1);
  expect(found(n12, [...refused, forgotten, call(66)])).toEqual([]);
  expect(found(n12, [...failover(), forgotten, call(66)])).toHaveLength(1);
});

test('once more under a new epoch', () => {
  const next = incident(80, { after: { intent: intent(3) } });
  expect(found(n12, [...failover(), next, call(81)])).toEqual([]);
});

test('called without a note, or under the note of another run', () => {
  expect(found(n12, [call(1)])).toEqual([expect.stringContaining('no such call is noted in the journal')]);
  const adopted = incident(0.5, { after: { intent: intent(2, { kind: 'adopt' }) } });
  expect(found(n12, [adopted, call(1)])).toEqual([expect.stringContaining('no such call is noted')]);
  const other = incident(64.95, { after: { intent: intent(2, { owner: run('sessions-9') }) } });
  expect(found(n12, [...failover(), other])).toEqual([expect.stringMatching(/noted there is .*sessions-9's$/)]);
});

test('a separation has a note of its own', () => {
  const separates = called(70, 'elasticache:DisassociateGlobalReplicationGroup', {
    handler: 'SeparateRegion',
    region: west,
    input: { GlobalReplicationGroupId: 'ldgnf-sessions' },
  });
  const noted = incident(69.8, { after: { intent: intent(2, { separateCalledAt: '2026-11-23T08:01:09Z' }) } });
  expect(found(n12, [...failover(), separates])).toHaveLength(1);
  expect(found(n12, [...failover(), noted, separates])).toEqual([]);
});
