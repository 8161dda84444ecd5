import { expect, test } from '@jest/globals';
import { n22 } from '../../../sandbox/checkers/n22-names-are-looked-up.ts';
import { n24 } from '../../../sandbox/checkers/n24-no-secrets.ts';
import { play } from '../../../sandbox/simulation/run.ts';
import type { Scenario } from '../../../sandbox/stage/stage.ts';

const calm = (parts: Partial<Scenario>): Scenario => ({
  name: 'calm',
  about: 'Nothing happens.',
  play: ({ advance }) => advance(30_000),
  ...parts,
});

test('caches that ask for a password: the functions bring the one of Secrets Manager, and the record knows it', async () => {
  let password: string | undefined;
  const scenario = calm({
    shape: 'secret',
    play: async ({ caches, advance }) => {
      password = caches.password;
      await advance(30_000);
    },
  });
  const { record, failure, final } = await play({ seed: 3, scenario });

  expect([failure, final.published['us-west-2']?.primaryRegion]).toEqual([undefined, 'us-east-1']);
  expect(password).toMatch(/^[0-9a-f-]{36}$/);
  expect(record.truth.secrets).toEqual([password]);
  expect(record.entries.some(({ name }) => name === 'secretsmanager:GetSecretValue')).toBe(true);
  expect(n24.check(record)).toEqual([]);
  const leak = {
    at: 1,
    kind: 'log' as const,
    region: 'us-west-2',
    name: 'a log',
    detail: { message: `it is ${password}` },
  };
  expect(n24.check({ ...record, entries: [...record.entries, leak] })).toHaveLength(1);
});

test('caches that ask for none: no secret, and none is read', async () => {
  const { record } = await play({ seed: 3, scenario: calm({}) });

  expect(record.truth.secrets).toEqual([]);
  expect(record.entries.some(({ name }) => name === 'secretsmanager:GetSecretValue')).toBe(false);
});

test('hostile words of a scenario are what the record is judged by', async () => {
  const hostile = ['us-east-1'];
  const { record } = await play({ seed: 3, scenario: calm({ hostile }) });

  expect(record.truth.hostile).toEqual(hostile);
  // A word that is looked up, and so stands in calls, would be found there.
  expect(n22.check(record).length).toBeGreaterThan(0);
});
