import { expect, test } from '@jest/globals';
import { requestApproval } from '../../functions/handlers/request-approval.ts';
import { assessmentOf } from '../support/assessment.ts';
import { type Stage, stage } from '../support/ports.ts';
import { aRun, claimBy, holding, setIncident } from '../support/run.ts';

const assessment = assessmentOf({ target: { faults: [] } }, 'ask');
const ask = (it: Stage, state = holding(it, aRun(), { assessment })) =>
  requestApproval(it.ports, it.settings)({ state, token: 'AQC+token==' });
const claimOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.claim;

test('people get the evidence and the two commands that answer, while the claim yields', async () => {
  const it = stage();
  expect(await ask(it)).toEqual({ askedPeople: true });
  expect(it.pages).toMatchObject([{ subject: 'APPROVE? sessions: make us-west-2 the primary' }]);
  const [{ body } = { body: '' }] = it.pages;
  for (const part of [
    "aws stepfunctions send-task-success --region us-west-2 --task-token 'AQC+token=='",
    "aws stepfunctions send-task-failure --region us-west-2 --task-token 'AQC+token==' --error ApprovalDeclined",
    'LossAboveLimit: how much could be lost is unknown',
    'Data: stopped (nothing arrived for 150 s)',
    'Loss to expect: unknown',
    aRun().execution.id,
  ])
    expect(body).toContain(part);
  expect(claimOf(it)).toMatchObject({ yielding: true });
  expect(it.hooks.changes).toEqual([]);
});

test('a run that lost its claim does not ask', async () => {
  const it = stage();
  const state = holding(it, aRun(), { assessment });
  setIncident(it.ports.journal.incidents, { claim: claimBy('another') });
  await expect(ask(it, state)).rejects.toMatchObject({ name: 'ClaimLost' });
  expect(it.pages).toEqual([]);
});

test('a question that reaches nobody fails', async () => {
  const it = stage();
  it.hooks.fail('pager.page');
  await expect(ask(it)).rejects.toThrow('pager.page is down');
});

test('without an assessment there is nothing to approve', async () => {
  const it = stage();
  await expect(ask(it, holding(it))).rejects.toMatchObject({ name: 'InvalidRequest' });
});
