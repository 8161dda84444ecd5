import { expect, test } from '@jest/globals';
import type { RunState } from '../../functions/contract/run-state.ts';
import { requestSeparation } from '../../functions/handlers/request-separation.ts';
import { answerIn } from '../support/answers.ts';
import { assessmentOf } from '../support/assessment.ts';
import { type Stage, stage } from '../support/ports.ts';
import { aRun, arnOf, claimBy, holding, setIncident } from '../support/run.ts';
import { instant, now, west } from '../support/sessions.ts';

const check = {
  done: false,
  lastResort: true,
  epoch: { counter: 2, region: west },
  detail: 'PromotionTimedOut: 301 s',
};
const ask = (it: Stage, parts: Partial<RunState> = {}) => {
  const state = holding(it, aRun(), { assessment: assessmentOf(), check, ...parts });
  return requestSeparation(it.ports, it.settings)({ state, token: 'token-1' });
};
const incidentOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions');

test('asks for exactly this, notes what was asked, and yields', async () => {
  const it = stage();
  await ask(it);
  expect(answerIn(it.pages[0]?.body ?? '')).toEqual({
    token: 'token-1',
    output: {
      approvedBy: 'YOUR NAME',
      action: 'separate',
      datastore: 'sessions',
      target: west,
      epoch: 2,
      waives: [],
      lossBoundMs: 90_000,
    },
  });
  expect(incidentOf(it)).toMatchObject({
    claim: { owner: arnOf('run-1'), yielding: true },
    approval: { owner: arnOf('run-1'), asked: { action: 'separate' }, expiresAt: instant(now + 900_000) },
  });
});

test('says what happens, what is lost, that nothing undoes it, and the way back', async () => {
  const it = stage();
  await ask(it);
  const body = it.pages[0]?.body ?? '';
  for (const said of [
    'may the cluster in us-west-2 leave its Global Datastore',
    'PromotionTimedOut: 301 s',
    'What is lost: what had not arrived in us-west-2',
    'us-east-1 does not learn of it',
    'neither by us nor by AWS',
    'docs/runbook.md#rebuild-after-a-separation',
    '{"datastore": "sessions"}',
  ])
    expect(body).toContain(said);
});

test.each<[string, Partial<RunState>]>([
  ['no promotion came to its end', { check: { ...check, lastResort: false } }],
  ['nothing was promoted', { check: undefined }],
])('asks nobody where %s', async (_, parts) => {
  const it = stage();
  await expect(ask(it, parts)).rejects.toMatchObject({ name: 'InvalidRequest' });
  expect([it.pages, incidentOf(it)?.approval]).toEqual([[], undefined]);
});

test('asks nobody once another run holds the datastore', async () => {
  const it = stage();
  const state = { run: aRun(), assessment: assessmentOf(), check };
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('other')) });
  await expect(requestSeparation(it.ports, it.settings)({ state, token: 't' })).rejects.toMatchObject({
    name: 'ClaimLost',
  });
  expect(it.pages).toEqual([]);
});
