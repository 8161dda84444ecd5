// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation's own syntax.
import { expect, test } from '@jest/globals';
import { deploy, role } from './deploy.ts';

const outputsOf = async (outputs: Readonly<Record<string, unknown>>, more: object = {}) => {
  const Outputs = Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }]));
  const Role = role('lambda.amazonaws.com', { RoleName: 'given' });
  return (await deploy({ Resources: { Role }, Outputs, ...more })).outputs;
};

test('every intrinsic function resolves', async () => {
  const conditions = {
    Conditions: {
      East: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      West: { 'Fn::Not': [{ Condition: 'East' }] },
      Both: { 'Fn::And': [{ Condition: 'East' }, { Condition: 'West' }] },
      Either: { 'Fn::Or': [{ Condition: 'East' }, { Condition: 'West' }] },
    },
    Parameters: { Version: { Type: 'String', Default: '21' } },
    Mappings: { Codes: { 'us-east-1': { code: 'use1' } } },
  };
  const resolved = await outputsOf(
    {
      Ref: { Ref: 'Role' },
      Parameter: { Ref: 'Version' },
      GetAtt: { 'Fn::GetAtt': ['Role', 'Arn'] },
      GetAttText: { 'Fn::GetAtt': 'Role.Arn' },
      Join: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }, 1]] },
      Sub: { 'Fn::Sub': 'arn:${AWS::Partition}:x:${Role.Arn}:${!Literal}:${Role}' },
      SubOwn: { 'Fn::Sub': ['${Own}.${AWS::URLSuffix}', { Own: { Ref: 'AWS::StackName' } }] },
      Select: { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] },
      If: { 'Fn::If': ['East', 'yes', 'no'] },
      Both: { 'Fn::If': ['Both', 'yes', 'no'] },
      Either: { 'Fn::If': ['Either', 'yes', 'no'] },
      Map: { 'Fn::FindInMap': ['Codes', { Ref: 'AWS::Region' }, 'code'] },
      NoValue: {
        kept: 1,
        gone: { 'Fn::If': ['West', 'x', { Ref: 'AWS::NoValue' }] },
        list: [{ Ref: 'AWS::NoValue' }, 2],
      },
    },
    conditions,
  );
  expect(resolved).toEqual({
    Ref: 'given',
    Parameter: '21',
    GetAtt: 'arn:aws:iam::111122223333:role/given',
    GetAttText: 'arn:aws:iam::111122223333:role/given',
    Join: 'a-111122223333-1',
    Sub: 'arn:aws:x:arn:aws:iam::111122223333:role/given:${Literal}:given',
    SubOwn: 'app.amazonaws.com',
    Select: 'b',
    If: 'yes',
    Both: 'no',
    Either: 'yes',
    Map: 'use1',
    NoValue: { kept: 1, list: [2] },
  });
});

test.each([
  [{ Ref: 'Missing' }, 'Ref names Missing'],
  [{ 'Fn::GetAtt': ['Missing', 'Arn'] }, 'Missing.Arn, which is no resource'],
  [{ 'Fn::GetAtt': ['Role', 'Colour'] }, 'Role.Colour, which has no such attribute'],
  [{ 'Fn::Sub': 'x-${Missing}' }, 'Ref names Missing'],
  [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue'],
  [{ 'Fn::Transform': {} }, 'Fn::Transform is not known'],
  [{ 'Fn::Select': [3, ['a']] }, 'Fn::Select finds nothing'],
])('%j fails with one line that names stack, logical id and type', async (RoleName, words) => {
  const Other = role('lambda.amazonaws.com', { RoleName: 'other' });
  const failure = deploy({ Resources: { Role: Other, Bad: role('lambda.amazonaws.com', { RoleName }) } });
  await expect(failure).rejects.toMatchObject({
    name: 'SandboxError',
    message: expect.stringMatching(/^stack app, Bad \(AWS::IAM::Role\): [^\n]+$/),
  });
  await expect(failure).rejects.toThrow(words);
});

test('resources come in the order of what they need, whichever way they say so', async () => {
  const named = (more: object, properties: object = {}) => ({ ...role('lambda.amazonaws.com', properties), ...more });
  const { resources } = await deploy({
    Resources: {
      A: named({ DependsOn: 'B' }),
      B: named({}, { Description: { 'Fn::Sub': 'after ${C.Arn}' } }),
      C: named({}, { Description: { Ref: 'D' } }),
      D: named({}, { Description: { 'Fn::GetAtt': 'E.Arn' } }),
      E: named({}),
    },
  });
  expect(resources.map(({ logicalId }) => logicalId)).toEqual(['E', 'D', 'C', 'B', 'A']);
});

test('a circle is named', async () => {
  const circle = { A: { ...role(), DependsOn: ['B'] }, B: { ...role(), DependsOn: ['A'] } };
  await expect(deploy({ Resources: circle })).rejects.toThrow('stack app: circular dependency: A → B → A');
});

test('a resource under a false condition is not made', async () => {
  const { resources } = await deploy({
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Resources: { Role: role(), Gone: { ...role(), Condition: 'Never' } },
  });
  expect(resources.map(({ logicalId }) => logicalId)).toEqual(['Role']);
});

test('names that are not given are stack, logical id and a suffix that never changes', async () => {
  const refOf = async () => (await deploy({ Resources: { Role: role() } })).resources[0]?.ref;
  expect(await refOf()).toMatch(/^app-Role-[A-Z0-9]{12}$/);
  expect(await refOf()).toBe(await refOf());
  const long = 'L'.repeat(90);
  const { resources } = await deploy({ Resources: { [long]: role() } });
  expect(resources[0]?.ref).toMatch(/^app-L{47}-[A-Z0-9]{12}$/);
});
