import { expect, test } from '@jest/globals';
import { n04 } from '../../../sandbox/checkers/n04-read-again.ts';
import { at, failover, found, without } from './a-run.ts';

const isRead = (name: string, what: string) => (entry: { name: string; detail?: Readonly<Record<string, unknown>> }) =>
  entry.name === name && JSON.stringify(entry.detail?.input).includes(what);

test('everything read again right before the call', () => {
  expect(found(n04, failover())).toEqual([]);
});

test.each([
  ['elasticache:DescribeGlobalReplicationGroups', 'ldgnf', 'the roles'],
  ['ssm:GetParameter', 'switch', 'the switch'],
  ['lambda:Invoke', 'TouchCache', 'the caches'],
])('%s not sent again', (name, input, what) => {
  expect(found(n04, without(failover(), isRead(name, input)))).toEqual([
    `sessions was promoted automatically in us-west-2 at 65.0 s, and in the 25 s before the call these were not read again: ${what}`,
  ]);
});

test('what was read long before the call does not count', () => {
  const old = failover().map((entry) =>
    entry.name === 'lambda:Invoke' ? { ...entry, at: at(35), detail: { ...entry.detail, sentAt: at(35) } } : entry,
  );
  expect(found(n04, old)).toEqual([expect.stringMatching(/read again: the caches$/)]);
});
