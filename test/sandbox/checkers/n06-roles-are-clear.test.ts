import { expect, test } from '@jest/globals';
import { n06 } from '../../../sandbox/checkers/n06-roles-are-clear.ts';
import { failover, found, promoted, started, west, without, witness } from './a-run.ts';

test('the primary that the run believed in was the primary', () => {
  expect(found(n06, failover())).toEqual([]);
});

test('another Region had been the primary for minutes, and could be heard of', () => {
  const third = promoted(0.5, witness).map((entry) => ({
    ...entry,
    detail: { ...entry.detail, primary: 'sessions-eu', cluster: 'sessions-eu' },
    at: entry.at - 300_000,
  }));
  expect(found(n06, [...third, ...failover()])).toEqual([
    'sessions was promoted automatically in us-west-2 at 65.0 s with us-east-1 for its primary, though eu-west-1 was it in truth for the last 60 s',
  ]);
});

test('somebody expected another primary', () => {
  const expecting = [
    ...without(failover(), ({ name }) => name === 'RUNNING'),
    started(61.1, { input: { expectedPrimary: west } }),
  ];
  expect(found(n06, expecting)).toEqual([expect.stringContaining('though us-west-2 was expected')]);
});
