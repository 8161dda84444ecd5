import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AlarmRule, holds } from '../../../sandbox/aws/services/cloudwatch/alarm-rule.ts';
import { parseAlarmRule } from '../../../sandbox/aws/services/cloudwatch/alarm-rule-parser.ts';

const states = fc.constantFrom('OK' as const, 'ALARM' as const, 'INSUFFICIENT_DATA' as const);
const names = fc.oneof(
  fc.stringMatching(/^[A-Za-z][\w .()-]{0,20}$/),
  fc.constantFrom('NOT', 'ALARM', 'arn:aws:cloudwatch:us-west-2:111122223333:alarm:primary-down'),
);
const { rule: anyRule } = fc.letrec<{ rule: AlarmRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4 },
    fc.record({ kind: fc.constant('state' as const), state: states, alarm: names }),
    fc.record({ kind: fc.constant('constant' as const), value: fc.boolean() }),
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      rules: fc.array(tie('rule'), { minLength: 2, maxLength: 3 }),
    }),
    fc
      .record({
        percent: fc.boolean(),
        negated: fc.boolean(),
        state: states,
        alarms: fc.array(names, { minLength: 1, maxLength: 4 }),
      })
      .map((rule) => ({ kind: 'at-least' as const, count: rule.percent ? 50 : rule.alarms.length, ...rule })),
  ),
}));

const print = (rule: AlarmRule): string => {
  switch (rule.kind) {
    case 'constant':
      return rule.value ? 'TRUE' : 'FALSE';
    case 'state':
      return `${rule.state}("${rule.alarm}")`;
    case 'not':
      return `NOT (${print(rule.rule)})`;
    case 'at-least': {
      const names = rule.alarms.map((name) => `"${name}"`).join(', ');
      return `AT_LEAST(${rule.count}${rule.percent ? '%' : ''}, ${rule.negated ? 'NOT ' : ''}${rule.state}, (${names}))`;
    }
    default:
      return `(${rule.rules.map(print).join(rule.kind === 'and' ? ' AND ' : ' OR ')})`;
  }
};

test('what is printed parses to the same rule', () => {
  fc.assert(
    fc.property(anyRule, (rule) => {
      expect(parseAlarmRule(print(rule))).toEqual(rule);
    }),
  );
});

const world = new Map([
  ['a', 'ALARM'],
  ['o', 'OK'],
  ['i', 'INSUFFICIENT_DATA'],
] as const);
const isTrue = (text: string) => holds(parseAlarmRule(text), (name) => world.get(name as 'a'));

test.each([
  ['ALARM(a) AND NOT OK(i)', true],
  ['ALARM("a") AND NOT OK("o")', false],
  ['OK(o) OR ALARM(o) AND ALARM(o)', true],
  ['(OK(o) OR ALARM(o)) AND ALARM(o)', false],
  ['NOT ALARM(o) AND ALARM(a)', true],
  ['NOT (ALARM(o) OR ALARM(a))', false],
  ['INSUFFICIENT_DATA(i)', true],
  ['NOT INSUFFICIENT_DATA(i)', false],
  ['TRUE AND NOT FALSE', true],
  ['AT_LEAST(2, NOT OK, (a, o, i))', true],
  ['AT_LEAST(2, ALARM, (a, o, i))', false],
  ['AT_LEAST(33%, ALARM, (a, o, i))', true],
  ['AT_LEAST(34%, ALARM, (a, o, i))', false],
  ['not alarm(a) or ok(o)', true],
])('%s is %s', (text, expected) => {
  expect(isTrue(text)).toBe(expected);
});

test.each([
  ['', /got "the end"/],
  ['ALARM(a', /expected "\)"/],
  ['ALARM()', /name or the ARN/],
  ['ALARM(a) ALARM(o)', /unexpected "ALARM"/],
  ['ALARM(a) AND', /got "the end"/],
  ['BROKEN(a)', /got "BROKEN"/],
  ['ALARM("a)', /not closed/],
  ['AT_LEAST(4, OK, (a, o))', /must be 1 to 2/],
  ['AT_LEAST(0, OK, (a, o))', /must be 1 to 2/],
])('%j is refused: %s', (text, why) => {
  expect(() => parseAlarmRule(text)).toThrow(why);
});

test('more than 100 children are refused', () => {
  const rule = (count: number) => Array.from({ length: count }, (_, n) => `ALARM(a${n})`).join(' OR ');
  expect(() => parseAlarmRule(rule(100))).not.toThrow();
  expect(() => parseAlarmRule(rule(101))).toThrow(/more than 100/);
});
