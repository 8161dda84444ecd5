import { expect, test } from '@jest/globals';
import type { RunState } from '../../functions/contract/run-state.ts';
import { canonical } from '../../functions/domain/published-record.ts';
import { verifyCutover } from '../../functions/handlers/verify-cutover.ts';
import { endpointParameter, type Stage, stage } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { aRun } from '../support/run.ts';
import { instant, now, west } from '../support/sessions.ts';

const record = recordOf(west, 2);
const failed = (name: string) => ({ failed: { Error: name, Cause: '{"errorMessage":"throttled"}' } });
type Publication = NonNullable<RunState['publication']>;
const done: Publication = [{ record, version: 2, nudged: [] }, { outcome: 'changed' }];

const published = (): Stage => {
  const it = stage();
  it.reality.primary = west;
  it.ports.parameters.set(west, endpointParameter, canonical(record));
  return it;
};
const verify = (it: Stage, parts: Partial<RunState> = { publication: done }) =>
  verifyCutover(it.ports, it.settings)({ state: { run: aRun(), ...parts } });

test('reads the parameter back and writes through exactly what it says', async () => {
  const it = published();
  expect(await verify(it)).toEqual({ verifiedAt: instant(now), differences: [] });
  expect(it.hooks.changes).toEqual([]);
});

test('a record that could not be changed degrades, and does not fail', async () => {
  const publication: Publication = [done[0], failed('ThrottlingException')];
  expect((await verify(published(), { publication })).differences).toEqual([
    'the DNS record was not changed: ThrottlingException: throttled',
  ]);
});

test('a group that was still modifying is a difference', async () => {
  const check = { done: true, epoch: record.epoch, detail: '', degraded: 'the group is still modifying' };
  expect((await verify(published(), { publication: done, check })).differences).toEqual([
    'the group is still modifying',
  ]);
});

test('parameters that could not be published fail the run, under their own reason', async () => {
  await expect(verify(published(), { publication: [failed('Superseded'), done[1]] })).rejects.toMatchObject({
    name: 'PublicationFailed',
    message: 'Superseded: throttled',
  });
  await expect(verify(published(), {})).rejects.toMatchObject({ name: 'PublicationFailed' });
});

test.each<[string, (it: Stage) => void]>([
  [
    'the parameter holds something else',
    ({ ports }) => ports.parameters.set(west, endpointParameter, canonical(recordOf(west, 3))),
  ],
  ['the parameter is gone', ({ ports }) => ports.parameters.remove(west, endpointParameter)],
  ['the parameter cannot be read', ({ reality }) => reality.dark.add(west)],
  [
    'the write is refused',
    ({ reality }) => {
      reality.promotion = 'refuses-writes';
    },
  ],
  ['TouchCache fails', ({ hooks }) => hooks.fail('functions.touch')],
  ['the secret cannot be read', ({ hooks }) => hooks.fail('secrets.credentials')],
])('VerificationFailed, which is retried: %s', async (_, happen) => {
  const it = published();
  happen(it);
  await expect(verify(it)).rejects.toMatchObject({ name: 'VerificationFailed' });
});
