import { expect, test } from '@jest/globals';
import config from '../../failover.config.ts';
import { synthesise } from './synthesised.ts';

const west = synthesise(config).get('failover-us-west-2');
const machine = 'arn:aws:states:us-west-2:111122223333:stateMachine:failover';
const parameter = (name: string) => `arn:aws:ssm:us-west-2:111122223333:parameter/failover/sessions/${name}`;

const policies = Object.fromEntries(
  Object.entries(west?.resources ?? {})
    .filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy')
    .map(([id, { Properties }]) => [id.includes('Operator') ? 'operator' : 'approver', { id, ...Properties }]),
);

test('who starts runs may not answer, who answers may not start, and neither may anything else', () => {
  expect(policies).toMatchObject({
    operator: {
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'states:StartExecution', Resource: machine },
          {
            Effect: 'Allow',
            Action: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'],
            Resource: [parameter('switch'), parameter('acknowledged')],
          },
        ],
      },
    },
    approver: {
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: ['states:SendTaskSuccess', 'states:SendTaskFailure'], Resource: machine },
        ],
      },
    },
  });
});

test('they are attached to nobody, and the stack tells their ARNs', () => {
  const { Outputs } = JSON.parse(west?.text ?? '{}');
  for (const [who, name] of [
    ['operator', 'OperatorPolicyArn'],
    ['approver', 'ApproverPolicyArn'],
  ] as const) {
    expect(Outputs[name].Value).toEqual({ Ref: policies[who]?.id });
    for (const member of ['Roles', 'Users', 'Groups', 'ManagedPolicyName'])
      expect(policies[who]).not.toHaveProperty(member);
  }
});
