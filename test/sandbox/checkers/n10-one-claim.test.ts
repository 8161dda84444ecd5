import { expect, test } from '@jest/globals';
import { n10 } from '../../../sandbox/checkers/n10-one-claim.ts';
import {
  claim,
  east,
  ended,
  failover,
  found,
  incident,
  intent,
  promotes,
  ranFunction,
  run,
  started,
  west,
  witness,
} from './a-run.ts';

const takes = (seconds: number, from: string, { yielding = false } = {}) =>
  incident(seconds, { before: { claim: claim(from, yielding) }, after: { claim: claim(run('sessions-2')) } });
const reconcile = 'reconcile/turn-1';

test('one run, one claim', () => {
  expect(found(n10, failover())).toEqual([]);
});

test('a claim taken from a run that lives', () => {
  expect(found(n10, [started(1), takes(5, run())])).toEqual([
    expect.stringMatching(
      /took the claim on sessions in us-west-2 from .*sessions-1, which was alive and did not yield$/,
    ),
  ]);
  expect(found(n10, [started(1), takes(5, run(), { yielding: true })])).toEqual([]);
  expect(found(n10, [started(1), ended(4, 'FAILED'), takes(5, run())])).toEqual([]);
});

test('a claim taken from a turn of Reconcile: once that ended, or can run no more', () => {
  const turn = ranFunction(4, 'Reconcile', { region: west, requestId: 'turn-1' });
  expect(found(n10, [takes(5, reconcile)])).toHaveLength(1);
  expect(found(n10, [turn, takes(5, reconcile)])).toEqual([]);
  expect(found(n10, [takes(61, reconcile)])).toEqual([]);
});

test('the epoch of a journal goes back', () => {
  const back = { before: { epoch: { counter: 3, region: west } }, after: { epoch: { counter: 3, region: east } } };
  expect(found(n10, [incident(5, back)])).toEqual([
    'the journal of sessions in us-west-2 went back from epoch 3 us-west-2 to 3 us-east-1 at 5.0 s',
  ]);
});

test('one epoch accepted by two', () => {
  const accepts = (seconds: number, name: string) =>
    incident(seconds, { after: { intent: intent(2, { owner: run(name) }) } });
  expect(found(n10, [accepts(1, 'sessions-1'), accepts(2, 'sessions-1')])).toEqual([]);
  expect(found(n10, [accepts(1, 'sessions-1'), accepts(2, 'sessions-2')])).toEqual([
    expect.stringContaining('epoch 2 us-west-2 of sessions was accepted twice'),
  ]);
});

test('an execution of one name started twice', () => {
  expect(found(n10, [started(1), started(2)])).toEqual(['the execution us-west-2 sessions-1 was started twice']);
  expect(found(n10, [started(1), started(2, { name: 'sessions-2' })])).toEqual([]);
});

test('only the preferred Region acts by itself', () => {
  const elsewhere = promotes(65).map((entry) =>
    entry.name === 'elasticache:promotion-accepted'
      ? { ...entry, region: witness, detail: { ...entry.detail, target: 'sessions-eu' } }
      : entry,
  );
  expect(found(n10, elsewhere)).toEqual([
    'eu-west-1 promoted sessions automatically at 65.0 s; us-west-2 comes before it',
  ]);
});
