import { expect, test } from '@jest/globals';
import { createSts } from '../../../sandbox/aws/services/sts.ts';
import { callService } from '../../support/call-service.ts';

const call = callService(createSts().service);

test('unknown credentials are an administrator of the account', async () => {
  expect(await call('GetCallerIdentity', {})).toEqual({
    Account: '111122223333',
    UserId: expect.any(String),
    Arn: 'arn:aws:iam::111122223333:user/administrator',
  });
});

test('a function is a session of its role, whatever path the role has', async () => {
  const roleArn = 'arn:aws:iam::111122223333:role/service-role/AssessHealth';
  expect(await call('GetCallerIdentity', {}, { principal: { kind: 'role', roleArn } })).toMatchObject({
    Arn: 'arn:aws:sts::111122223333:assumed-role/AssessHealth/sandbox',
  });
});
