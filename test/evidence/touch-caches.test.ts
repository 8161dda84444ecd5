import { expect, test } from '@jest/globals';
import type { Access } from '../../functions/contract/config.ts';
import type { TouchRequest } from '../../functions/contract/touch.ts';
import { touchCaches } from '../../functions/evidence/touch-caches.ts';
import { stage } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { east, memberView, sessions, west } from '../support/sessions.ts';

/** Touches both caches from us-west-2, and tells with which password each, and how often credentials were asked for. */
const passwordsBy = async (auth: Access['auth']) => {
  const { functions } = stage().ports;
  const sent: TouchRequest[] = [];
  const asked: string[] = [];
  await touchCaches(
    {
      functions: {
        ...functions,
        touch: (name, request) => {
          sent.push(request);
          return functions.touch(name, request);
        },
      },
      secrets: {
        credentials: async (_, region) => {
          asked.push(region);
          return { password: `for ${region}` };
        },
      },
    },
    {
      here: west,
      name: 'sessions',
      datastore: { ...sessions, access: { tls: true, auth } },
      member: memberView(west, 'SECONDARY'),
      record: recordOf(east, 1),
    },
  );
  const [request] = sent;
  const passwordOf = (part: TouchRequest['local'] | TouchRequest['remote']) => part?.target.credentials?.password;
  return { local: passwordOf(request?.local), remote: passwordOf(request?.remote), asked: asked.length };
};

test('with IAM each cache gets a token of its own', async () => {
  expect(await passwordsBy({ iam: { user: 'app' } })).toEqual({
    local: `for ${west}`,
    remote: `for ${east}`,
    asked: 2,
  });
});

test('a secret opens both, and is read once', async () => {
  const auth = { secret: { [west]: 'arn:aws:secretsmanager:us-west-2:111122223333:secret:s' } };
  expect(await passwordsBy(auth)).toEqual({ local: `for ${west}`, remote: `for ${west}`, asked: 1 });
});
