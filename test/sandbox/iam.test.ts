import { expect, test } from '@jest/globals';
import { createIam } from '../../sandbox/iam.ts';

const ARN = 'arn:aws:iam::111122223333:role/r';
const PARAMETER = 'arn:aws:ssm:us-west-2:111122223333:parameter/failover/sessions/endpoint';
const role = { kind: 'role', roleArn: ARN } as const;

type Raw = Record<string, unknown>;
const judge = (
  statements: readonly Raw[],
  access: Partial<{ action: string; resource: string; conditions: Record<string, string | string[]> }> = {},
) => {
  const iam = createIam();
  for (const Statement of statements) iam.allow(ARN, { Version: '2012-10-17', Statement });
  const { action = 'ssm:GetParameter', resource = PARAMETER, conditions = {} } = access;
  return iam.authorize(role, { action, resources: [resource], conditions });
};
const allow = (more: Raw = {}): Raw => ({ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*', ...more });
const deny = (more: Raw = {}): Raw => ({ ...allow(more), Effect: 'Deny' });
const without = (statement: Raw, name: string): Raw => {
  const { [name]: _, ...rest } = statement;
  return rest;
};

test.each([
  ['nothing granted', [], false],
  ['granted', [allow()], true],
  ['denied and granted', [allow(), deny()], false],
  ['denied before granted', [deny(), allow()], false],
  ['denied elsewhere', [allow(), deny({ Resource: 'arn:aws:ssm:us-east-1:111122223333:parameter/*' })], true],
  ['one of several actions', [allow({ Action: ['ssm:PutParameter', 'ssm:GetParameter'] })], true],
  ['another action', [allow({ Action: 'ssm:GetParameters' })], false],
  ['an action in another case', [allow({ Action: 'SSM:getparameter' })], true],
  ['a wildcard in an action', [allow({ Action: 'ssm:Get*' })], true],
  ['a question mark in an action', [allow({ Action: 'ssm:GetParamete?' })], true],
  ['any action', [allow({ Action: '*' })], true],
  ['a dot is a dot', [allow({ Action: 'ssm.GetParameter' })], false],
  ['NotAction of another', [without(allow({ NotAction: 'ssm:PutParameter' }), 'Action')], true],
  ['NotAction of this', [without(allow({ NotAction: ['ssm:Get*'] }), 'Action')], false],
  ['a denying NotAction', [allow(), without(deny({ NotAction: 'ssm:PutParameter' }), 'Action')], false],
  ['NotResource of another', [without(allow({ NotResource: 'arn:aws:ssm:*:*:parameter/x' }), 'Resource')], true],
  ['NotResource of this', [without(allow({ NotResource: PARAMETER }), 'Resource')], false],
  ['the resource itself', [allow({ Resource: PARAMETER })], true],
  ['another Region', [allow({ Resource: PARAMETER.replace('us-west-2', 'us-east-1') })], false],
  ['a path', [allow({ Resource: 'arn:aws:ssm:us-west-2:111122223333:parameter/failover/*' })], true],
  ['a wildcard in the middle', [allow({ Resource: 'arn:aws:ssm:us-west-2:111122223333:parameter/*/endpoint' })], true],
  ['any Region', [allow({ Resource: 'arn:aws:ssm:*:111122223333:parameter/failover/sessions/endpoint' })], true],
  [
    'a wildcard before text does not cross a colon',
    [allow({ Resource: 'arn:aws:ssm:us-*3333:parameter/failover/*' })],
    false,
  ],
  ['a question mark stands for a letter', [allow({ Resource: PARAMETER.replace('us-west-2', 'us-wes?-2') })], true],
  ['and for no colon', [allow({ Resource: PARAMETER.replace('us-west-2:', 'us-west-2?') })], false],
  ['one that ends its segment does', [allow({ Resource: 'arn:aws:ssm:us-*:parameter/failover/*' })], true],
  ['a shorter one', [allow({ Resource: PARAMETER.slice(0, -1) })], false],
  ['one of several resources', [allow({ Resource: ['arn:aws:ssm:*:*:x', PARAMETER] })], true],
  ['a variable', [allow({ Resource: PARAMETER.replace('us-west-2', `\${aws:RequestedRegion}`) })], true],
  ['a variable without a value', [allow({ Resource: `${PARAMETER}*\${aws:SourceArn}` })], false],
] as const)('%s', (_, statements, allowed) => {
  const conditions = { 'aws:RequestedRegion': 'us-west-2' };
  expect(judge(statements, { conditions }).allowed).toBe(allowed);
});

const KEY = 'aws:RequestedRegion';
const NAMES = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
const one = { [KEY]: 'us-west-2' };
const SOURCE = { 'aws:SourceArn': 'arn:aws:cloudwatch:us-west-2:111122223333:alarm:failover-a' };

test.each([
  ['StringEquals', { [KEY]: 'us-west-2' }, one, true],
  ['StringEquals', { [KEY]: ['us-east-1', 'us-west-2'] }, one, true],
  ['StringEquals', { [KEY]: 'us-*' }, one, false],
  ['StringEquals', { [KEY]: 'us-west-2' }, {}, false],
  ['StringEquals', { 'AWS:requestedregion': 'us-west-2' }, one, true],
  ['StringNotEquals', { [KEY]: 'us-west-2' }, one, false],
  ['StringNotEquals', { [KEY]: ['us-east-1', 'us-west-2'] }, one, false],
  ['StringNotEquals', { [KEY]: 'us-east-1' }, one, true],
  ['StringNotEquals', { [KEY]: 'us-east-1' }, {}, true],
  ['StringEqualsIgnoreCase', { [KEY]: 'US-WEST-2' }, one, true],
  ['StringNotEqualsIgnoreCase', { [KEY]: 'US-WEST-2' }, one, false],
  ['StringLike', { [KEY]: 'us-*-?' }, one, true],
  ['StringLike', { [KEY]: 'eu-*' }, one, false],
  ['StringNotLike', { [KEY]: 'us-*' }, one, false],
  ['StringEqualsIfExists', { [KEY]: 'us-west-2' }, {}, true],
  ['StringEqualsIfExists', { [KEY]: 'us-east-1' }, one, false],
  ['StringLikeIfExists', { [KEY]: 'eu-*' }, {}, true],
  ['ArnLike', { 'aws:SourceArn': 'arn:aws:cloudwatch:*:111122223333:alarm:failover-*' }, SOURCE, true],
  ['ArnLike', { 'aws:SourceArn': 'arn:aws:cloudwatch:*:alarm:failover-*' }, SOURCE, false],
  ['ArnLike', { 'aws:SourceArn': 'arn:aws:cloudwatch:*' }, SOURCE, false],
  ['ArnEquals', { 'aws:SourceArn': 'arn:aws:cloudwatch:us-west-2:111122223333:alarm:failover-a' }, SOURCE, true],
  ['ArnNotLike', { 'aws:SourceArn': 'arn:aws:cloudwatch:*:111122223333:alarm:*' }, SOURCE, false],
  ['ArnNotEquals', { 'aws:SourceArn': 'arn:aws:cloudwatch:*:111122223333:alarm:x' }, SOURCE, true],
  ['Bool', { 'aws:SecureTransport': 'true' }, { 'aws:SecureTransport': 'true' }, true],
  ['Bool', { 'aws:SecureTransport': false }, { 'aws:SecureTransport': 'true' }, false],
  ['BoolIfExists', { 'ssm:Overwrite': 'false' }, {}, true],
  ['Null', { [KEY]: 'true' }, {}, true],
  ['Null', { [KEY]: 'true' }, one, false],
  ['Null', { [KEY]: 'false' }, one, true],
  ['Null', { [KEY]: 'false' }, {}, false],
  ['NumericEquals', { 'aws:PrincipalAccount': 111122223333 }, { 'aws:PrincipalAccount': '111122223333' }, true],
  ['NumericNotEquals', { 'aws:PrincipalAccount': '1' }, { 'aws:PrincipalAccount': '1' }, false],
  ['NumericLessThan', { 'aws:PrincipalAccount': '2' }, { 'aws:PrincipalAccount': '10' }, false],
  ['NumericLessThanEquals', { 'aws:PrincipalAccount': '10' }, { 'aws:PrincipalAccount': '10' }, true],
  ['NumericGreaterThan', { 'aws:PrincipalAccount': '10' }, { 'aws:PrincipalAccount': '9' }, false],
  ['NumericGreaterThanEquals', { 'aws:PrincipalAccount': '9' }, { 'aws:PrincipalAccount': '10' }, true],
  ['ForAllValues:StringEquals', { [NAMES]: ['a', 'b'] }, { [NAMES]: ['a'] }, true],
  ['ForAllValues:StringEquals', { [NAMES]: ['a', 'b'] }, { [NAMES]: ['a', 'c'] }, false],
  ['ForAllValues:StringEquals', { [NAMES]: 'a' }, {}, true],
  ['ForAllValues:StringLike', { [NAMES]: '*.example.internal' }, { [NAMES]: ['x.example.internal'] }, true],
  ['ForAnyValue:StringEquals', { [NAMES]: 'a' }, { [NAMES]: ['c', 'a'] }, true],
  ['ForAnyValue:StringEquals', { [NAMES]: 'a' }, { [NAMES]: ['c'] }, false],
  ['ForAnyValue:StringEquals', { [NAMES]: 'a' }, {}, false],
  ['ForAnyValue:StringLike', { [NAMES]: 'a*' }, { [NAMES]: ['c', 'ab'] }, true],
  ['ForAllValues:StringNotEquals', { [NAMES]: ['a'] }, { [NAMES]: ['b', 'a'] }, false],
  ['DateLessThan', { 'aws:RequestedRegion': '2030-01-01' }, one, false],
  ['IpAddress', { [KEY]: '10.0.0.0/8' }, one, false],
  ['StringEquals', { 'aws:ResourceTag/team': 'x' }, one, false],
  ['Null', { 'aws:SourceVpce': 'true' }, one, false],
] as const)('%s %j with %j', (operator, block, conditions, allowed) => {
  const statement = allow({ Condition: { [operator]: block } });
  expect(judge([statement], { conditions: conditions as Record<string, string | string[]> }).allowed).toBe(allowed);
});

test('all conditions of a statement must hold', () => {
  const Condition = { StringEquals: { [KEY]: 'us-west-2' }, Bool: { 'aws:SecureTransport': 'true' } };
  const conditions = { [KEY]: 'us-west-2', 'aws:SecureTransport': 'false' };
  expect(judge([allow({ Condition })], { conditions }).allowed).toBe(false);
  expect(judge([allow({ Condition })], { conditions: { ...conditions, 'aws:SecureTransport': 'true' } }).allowed).toBe(
    true,
  );
});

test('a denying statement counts only where its conditions hold', () => {
  const Condition = { StringEquals: { [KEY]: 'us-west-2' } };
  expect(judge([allow(), deny({ Condition })], { conditions: one }).allowed).toBe(false);
  expect(judge([allow(), deny({ Condition })], { conditions: { [KEY]: 'us-east-1' } }).allowed).toBe(true);
});

test('reasons are worded as AWS does, or name what the sandbox cannot evaluate', () => {
  expect(judge([])).toEqual({
    allowed: false,
    resource: PARAMETER,
    reason: 'because no identity-based policy allows the ssm:GetParameter action',
  });
  expect(judge([allow(), deny()])).toMatchObject({ reason: 'with an explicit deny in an identity-based policy' });
  expect(judge([allow(), allow({ Condition: { DateLessThan: { [KEY]: 'x' } } })], { conditions: one })).toMatchObject({
    reason: 'because the sandbox does not evaluate the condition operator DateLessThan',
  });
  expect(judge([allow({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })])).toMatchObject({
    reason: 'because the sandbox does not know the condition key aws:MultiFactorAuthPresent',
  });
});

test('every resource must be granted; the first that is not is named', () => {
  const iam = createIam();
  iam.allow(ARN, { Statement: allow({ Resource: PARAMETER }) });
  const verdict = iam.authorize(role, { action: 'ssm:GetParameter', resources: [PARAMETER, 'arn:other'] });
  expect(verdict).toMatchObject({ allowed: false, resource: 'arn:other' });
  // Nothing named is everything asked for.
  expect(iam.authorize(role, { action: 'ssm:GetParameter', resources: [] }).allowed).toBe(false);
});

test('administrators may do everything, an unknown role nothing', () => {
  const iam = createIam();
  const access = { action: 'ssm:GetParameter', resources: ['*'] };
  expect(iam.authorize({ kind: 'administrator' }, access)).toEqual({ allowed: true });
  expect(iam.authorize(role, access).allowed).toBe(false);
});

test.each([
  [{}, 'p: no Statement'],
  [{ Statement: { Effect: 'allow' } }, 'p, statement 1: Effect must be Allow or Deny'],
  [{ Statement: [allow(), without(allow(), 'Action')] }, 'p, statement 2: neither Action nor NotAction'],
  [
    { Statement: allow({ Resource: { Ref: 'X' } }) },
    'p, statement 1, Resource: expected text, found {"Ref":"X"}; are its intrinsics resolved?',
  ],
  [{ Statement: allow({ Condition: 'x' }) }, 'p, statement 1, Condition: expected an object, found "x"'],
])('a document that is none is refused by place: %j', (document, message) => {
  expect(() => createIam().allow('p', document)).toThrow(message.replace(/^p/, 'policy of p'));
});

test('roles keep their trust policies', () => {
  const iam = createIam();
  const Principal = { Service: 'lambda.amazonaws.com' };
  iam.trust(ARN, { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal } });
  iam.allow(ARN, { Statement: allow() });
  expect(iam.roles()).toMatchObject([{ arn: ARN, trust: [{ effect: 'Allow' }], policies: [[{ effect: 'Allow' }]] }]);
  expect(iam.role('arn:none')).toBeUndefined();
});

test('a statement that is withdrawn grants nothing until it is given back', () => {
  const iam = createIam();
  iam.allow(ARN, { Statement: [allow({ Sid: 'Read' }), allow({ Sid: 'Write', Action: 'ssm:PutParameter' })] });
  const may = (action: string) => iam.authorize(role, { action, resources: [PARAMETER] }).allowed;
  const { statements, restore } = iam.withdraw(ARN, ({ sid }) => sid === 'Read');
  expect(statements).toMatchObject([{ sid: 'Read' }]);
  expect([may('ssm:GetParameter'), may('ssm:PutParameter')]).toEqual([false, true]);
  restore();
  expect(may('ssm:GetParameter')).toBe(true);
});
