import { expect, test } from '@jest/globals';
import { reconcile } from '../../functions/handlers/reconcile.ts';
import { type Stage, stage } from '../support/ports.ts';
import { config, outside, sessions } from '../support/sessions.ts';

const two = { ...config, datastores: { carts: sessions, sessions } };
const invocation = { requestId: 'request-1', signal: new AbortController().signal };
const run = (it: Stage) => reconcile(it.ports, it.settings)({}, invocation);

test('says in one word what each datastore came to', async () => {
  const it = stage();
  it.reality.dark.clear();
  expect(await run(it)).toEqual({ sessions: 'settled' });
});

test("one datastore's trouble never stops another's, and fails the invocation after all had their turn", async () => {
  const it = stage({ config: two });
  const { journal } = it.ports;
  const broken: typeof journal = {
    ...journal,
    readIncident: async (name) => {
      if (name === 'carts') throw new Error('carts is broken');
      return journal.readIncident(name);
    },
  };
  await expect(run({ ...it, ports: { ...it.ports, journal: broken } })).rejects.toThrow('carts is broken');
  expect(journal.reconciles.has('sessions')).toBe(true);
});

test('a Region without members has nothing to do', async () => {
  expect(await run(stage({ region: outside }))).toEqual({});
});
