import { expect, test } from '@jest/globals';
import { n03 } from '../../../sandbox/checkers/n03-unknown-is-not-down.ts';
import { called, confirmation, decided, east, found, west } from './a-run.ts';

test('a decision on positive observations', () => {
  expect(found(n03, [decided(63)])).toEqual([]);
});

test.each([
  ['the switch', { automation: 'unreadable' }, 'the switch was unreadable'],
  ['the data', { dataArriving: { verdict: 'unknown', detail: '' } }, 'whether data arrives was "unknown"'],
  ['the roles', { roles: { here: 'unknown', disagree: [] } }, 'the roles were unknown'],
  ['the row of bad looks', { badSince: undefined }, 'since when it was bad was unknown'],
  [
    'a confirmation',
    { confirmations: [confirmation('ownReach', 'down'), confirmation('primaryApi', 'unknown', true)] },
    'only 1 confirmations were "down"',
  ],
])('%s unknown never promotes', (_, evidence, sentence) => {
  expect(found(n03, [decided(63, evidence)])).toEqual([expect.stringContaining(sentence)]);
});

test('an API that refuses is alive, whatever the evidence says', () => {
  const ask = (outcome: string) =>
    called(62, 'elasticache:DescribeReplicationGroups', {
      handler: 'AssessHealth',
      region: west,
      to: east,
      invocation: 'assess',
      outcome,
    });
  expect(found(n03, [ask('NeverAnswered'), decided(63)])).toEqual([]);
  expect(found(n03, [ask('AccessDeniedException'), decided(63)])).toEqual([
    expect.stringContaining("the primary's API was taken for down and had answered AccessDeniedException"),
  ]);
});
