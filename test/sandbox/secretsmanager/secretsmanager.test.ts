import { expect, test } from '@jest/globals';
import { createSecretsManager } from '../../../sandbox/aws/services/secretsmanager.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

const setUp = () => {
  const secrets = createSecretsManager({
    clock: manualClock(Date.parse('2026-11-23T12:00:00Z')),
    account: '111122223333',
  });
  const arn = secrets.putSecret('us-west-2', 'sessions/auth-token', 'hunter2');
  return { arn, secrets, west: callService(secrets, 'us-west-2'), east: callService(secrets, 'us-east-1') };
};

test('a secret is read by name, by ARN, and by ARN without its last characters', async () => {
  const { arn, west } = setUp();

  expect(arn).toMatch(/^arn:aws:secretsmanager:us-west-2:111122223333:secret:sessions\/auth-token-[0-9a-zA-Z]{6}$/);
  for (const SecretId of ['sessions/auth-token', arn, arn.slice(0, -7)])
    expect(await west('GetSecretValue', { SecretId })).toEqual({
      ARN: arn,
      Name: 'sessions/auth-token',
      SecretString: 'hunter2',
      VersionId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      VersionStages: ['AWSCURRENT'],
      CreatedDate: new Date('2026-11-23T12:00:00Z'),
    });
});

test('a new value is a new version of the same secret', async () => {
  const { arn, secrets, west } = setUp();
  const first = await west('GetSecretValue', { SecretId: arn });

  expect(secrets.putSecret('us-west-2', 'sessions/auth-token', 'hunter3')).toBe(arn);
  const second = await west('GetSecretValue', { SecretId: arn });
  expect(second.SecretString).toBe('hunter3');
  expect(second.VersionId).not.toBe(first.VersionId);
});

test.each([
  [{ SecretId: 'none' }, "Secrets Manager can't find the specified secret."],
  [{ SecretId: 'sessions/auth' }, "Secrets Manager can't find the specified secret."],
  [
    { SecretId: 'sessions/auth-token', VersionStage: 'AWSPREVIOUS' },
    "Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS",
  ],
  [
    { SecretId: 'sessions/auth-token', VersionId: 'v' },
    "Secrets Manager can't find the specified secret value for VersionId: v",
  ],
])('%j is not found', async (input, message) => {
  const { west } = setUp();

  await expect(west('GetSecretValue', input)).rejects.toMatchObject({ code: 'ResourceNotFoundException', message });
});

test('Regions share nothing', async () => {
  const { arn, east } = setUp();

  await expect(east('GetSecretValue', { SecretId: arn })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});
