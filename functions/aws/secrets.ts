import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { SettingMissing } from '../contract/errors.ts';
import type { Credentials } from '../contract/touch.ts';
import type { Adapter } from '../middleware/world.ts';
import type { Secrets } from '../ports.ts';
import { clientsOf } from './clients.ts';
import { iamToken } from './iam-token.ts';

const Secret = z.object({ username: z.string().optional(), password: z.string() });

/** Secrets Manager in this Region, or a token computed here. What is wrong is said without a word of the secret. */
export const secrets: Adapter<Secrets> = (world) => {
  const { region, config } = world.settings;
  const client = clientsOf(world, (options) => new SecretsManagerClient(options));

  const read = async (SecretId: string): Promise<Credentials> => {
    const { SecretString } = await client(region).send(new GetSecretValueCommand({ SecretId }));
    const parsed = Secret.safeParse(parseQuietly(SecretString));
    if (!parsed.success)
      throw new SettingMissing(`${SecretId}: expected JSON with "password" and, optionally, "username"`);
    return parsed.data;
  };

  return {
    credentials: async (name, cacheRegion) => {
      const datastore = config.datastores[name];
      if (datastore === undefined) throw new SettingMissing(`datastores.${name}: not in failover.config.ts`);

      const { auth } = datastore.access;
      if (auth === 'none') return undefined;
      if ('secret' in auth) return read(settingFor(auth.secret, { name: `${name}.access.auth.secret`, region }));

      const { user } = auth.iam;
      const place = { name: `${name}.replicationGroups`, region: cacheRegion };
      const cache = settingFor(datastore.replicationGroups, place);
      // Whoever signs our calls also signs this one.
      const credentials = await client(region).config.credentials();
      const subject = { user, cache, region: cacheRegion };
      return { username: user, password: iamToken(subject, { credentials, now: world.clock.now() }) };
    },
  };
};

/** JSON.parse would quote the text, which is the secret, in its error. */
const parseQuietly = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

const settingFor = (values: Readonly<Record<string, string>>, place: { name: string; region: string }): string => {
  const value = values[place.region];
  if (value === undefined)
    throw new SettingMissing(`datastores.${place.name}.${place.region}: not in failover.config.ts`);
  return value;
};
