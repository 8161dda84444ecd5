import { expect, test } from '@jest/globals';
import { iamToken } from '../../../functions/aws/iam-token.ts';
import { secrets } from '../../../functions/aws/secrets.ts';
import type { Access } from '../../../functions/contract/config.ts';
import { createSecretsManager } from '../../../sandbox/aws/services/secretsmanager.ts';
import { realClock } from '../../../sandbox/clock.ts';
import { config } from '../a-world.ts';
import { account, frontWorld } from './front-world.ts';

const manager = createSecretsManager({ clock: realClock, account });
const portWith = (auth: Access['auth']) => {
  const { world } = frontWorld([manager]);
  const sessions = config.datastores.sessions;
  if (!sessions) throw new Error('the configuration has sessions');
  const datastores = { sessions: { ...sessions, access: { tls: true, auth } } };
  return secrets({ ...world, settings: { ...world.settings, config: { ...config, datastores } } });
};
const secret = (value: string) => manager.putSecret('us-west-2', `s-${value.length}`, value);

test('none, or what the secret of this Region says', async () => {
  expect(await portWith('none').credentials('sessions', 'us-west-2')).toBeUndefined();

  const arn = secret('{"username":"app","password":"hunter2","comment":"x"}');
  expect(await portWith({ secret: { 'us-west-2': arn } }).credentials('sessions', 'us-west-2')).toEqual({
    username: 'app',
    password: 'hunter2',
  });
});

test.each(['hunter2', '{"pass":"hunter2"}', '{"password":["hunter2"]}'])(
  '%s is refused without a word of it',
  async (value) => {
    const failure = portWith({ secret: { 'us-west-2': secret(value) } }).credentials('sessions', 'us-west-2');

    await expect(failure).rejects.toMatchObject({
      name: 'SettingMissing',
      message: expect.not.stringContaining('hunter2'),
    });
  },
);

test('a Region without a secret, and a datastore that is none, are named', async () => {
  await expect(portWith({ secret: {} }).credentials('sessions', 'us-west-2')).rejects.toThrow(
    /sessions\.access\.auth\.secret\.us-west-2/,
  );
  await expect(portWith('none').credentials('other', 'us-west-2')).rejects.toThrow(/datastores\.other/);
});

test('with IAM the token is computed here, by the credentials that sign the calls', async () => {
  const credentials = await portWith({ iam: { user: 'iam-user' } }).credentials('sessions', 'us-west-2');

  expect(credentials?.username).toBe('iam-user');
  expect(credentials?.password).toMatch(/^sessions-usw2\/\?Action=connect&User=iam-user&X-Amz-Algorithm=/);
  expect(credentials?.password).toContain(
    'X-Amz-Credential=AKIAEXAMPLE%2F20261123%2Fus-west-2%2Felasticache%2Faws4_request',
  );
});

test('with IAM the token is of the cache that is named: a signature for another one is refused there', async () => {
  const credentials = await portWith({ iam: { user: 'iam-user' } }).credentials('sessions', 'us-east-1');

  expect(credentials?.password).toMatch(/^sessions-use1\/\?Action=connect/);
  expect(credentials?.password).toContain('%2Fus-east-1%2Felasticache%2Faws4_request');
});

test('a secret is that of this Region, whichever cache it opens', async () => {
  const arn = secret('{"password":"hunter22"}');
  expect(await portWith({ secret: { 'us-west-2': arn } }).credentials('sessions', 'us-east-1')).toEqual({
    password: 'hunter22',
  });
});

/** The value is botocore's and @smithy/signature-v4's for the same request and time. */
test('the signature is that of other implementations', () => {
  const token = iamToken(
    { user: 'iam-user', cache: 'sessions-usw2', region: 'us-west-2' },
    {
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example', sessionToken: 'a+token/with=signs' },
      now: new Date('2026-11-23T12:00:00.000Z'),
    },
  );
  expect(token.replace(/^.*X-Amz-Signature=/, '')).toBe(
    'ebe8287d2e3f6be226fbd9441b90101b0cc229731274e1b181aa1251304f8c0a',
  );
});
