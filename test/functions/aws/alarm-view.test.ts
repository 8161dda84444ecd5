import { expect, test } from '@jest/globals';
import { childrenOf, metricView } from '../../../functions/aws/alarm-view.ts';

test.each([
  ['ALARM("a") AND NOT OK("b")', ['a', 'b']],
  ['ALARM(a)', ['a']],
  ["(ALARM('a b') OR INSUFFICIENT_DATA( c-d ))", ['a b', 'c-d']],
  ['OK(arn:aws:cloudwatch:us-west-2:111122223333:alarm:with:colon)', ['with:colon']],
  ['ALARM("(odd) name") OR ALARM("(odd) name")', ['(odd) name']],
  ['TRUE', []],
])('%s mentions %j', (rule, expected) => {
  expect(childrenOf(rule)).toEqual(expected);
});

const view = (ComparisonOperator: string, value: number) =>
  metricView({ AlarmName: 'a', StateValue: 'OK', Threshold: 5, ComparisonOperator } as never, [
    { at: new Date(0), value },
  ]).recent[0]?.breaches;

test.each([
  ['GreaterThanThreshold', 5, false],
  ['GreaterThanThreshold', 6, true],
  ['GreaterThanOrEqualToThreshold', 5, true],
  ['LessThanThreshold', 5, false],
  ['LessThanThreshold', 4, true],
  ['LessThanOrEqualToThreshold', 5, true],
  ['LessThanLowerThreshold', 4, undefined],
])('%s 5 at %d is breaching: %s', (operator, value, expected) => {
  expect(view(operator, value)).toBe(expected);
});

test('each period is judged by the threshold, and by no operator that has a band', () => {
  const breaches = (ComparisonOperator: string, ...values: number[]) =>
    metricView(
      { AlarmName: 'a', StateValue: 'ALARM', Threshold: 5, ComparisonOperator } as never,
      values.map((value, index) => ({ at: new Date(-index), value })),
    ).recent;
  expect(breaches('GreaterThanThreshold', 9, 5)).toEqual([
    { at: new Date(0), value: 9, breaches: true },
    { at: new Date(-1), value: 5, breaches: false },
  ]);
  expect(breaches('LessThanLowerThreshold', 9)).toEqual([{ at: new Date(0), value: 9 }]);
});
