import { expect, test } from '@jest/globals';
import { l03 } from '../../../sandbox/checkers/l03-crashes-are-survived.ts';
import { claim, ended, failover, found, incident, page, put, ranFunction, run, started, west } from './a-run.ts';

const crash = ranFunction(67.9, 'PublishParameters', {
  region: west,
  functionError: 'Unhandled',
  error: 'Runtime.ExitError',
});
const last = failover().findLast(({ name }) => name === 'ssm:PutParameter');
const unpublished = failover().filter(({ at, name }) => name !== 'ssm:PutParameter' || at !== last?.at);

test('a crash after which everything agrees', () => {
  expect(found(l03, [...failover().filter(({ kind }) => kind !== 'page'), crash])).toEqual([]);
});

test('a crash after which it does not, and nobody is told', () => {
  const quiet = unpublished.filter(({ kind }) => kind !== 'page');
  expect(found(l03, [...quiet, crash])).toEqual([
    'after 1 crashes, the first of failover-PublishParameters at 67.9 s, nobody was told, and us-east-1 publishes epoch 1 us-east-1, not 2 us-west-2',
  ]);
  expect(found(l03, [...quiet, crash, page(200, west)])).toEqual([]);
});

test('what differed before the crash, and people knew of, is not told again; what differs since is', () => {
  const quiet = unpublished.filter(({ kind }) => kind !== 'page');
  const late = { ...crash, at: crash.at + 60_000 };
  expect(found(l03, [...quiet, page(90, west), late])).toEqual([]);
  expect(found(l03, [...quiet, page(60, west), late])).toHaveLength(1);
  const forgotten = put(200, west, { value: 'nonsense', handler: 'people' });
  expect(found(l03, [...quiet, page(90, west), late, forgotten])).toHaveLength(1);
});

test('the claim of the dead still stands', () => {
  const left = [
    started(200, { name: 'sessions-2' }),
    incident(201, { after: { claim: claim(run('sessions-2')) } }),
    ended(205, 'TIMED_OUT', { name: 'sessions-2' }),
  ];
  const quiet = failover().filter(({ kind }) => kind !== 'page');
  expect(found(l03, [...quiet, crash, ...left])).toEqual([
    expect.stringMatching(/the claim of .*sessions-2 still stands in us-west-2$/),
  ]);
});
