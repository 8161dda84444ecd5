import { expect, test } from '@jest/globals';
import { requestApproval } from '../../functions/handlers/request-approval.ts';
import { approvalIn } from '../support/approval-in.ts';
import { assessmentOf } from '../support/assessment.ts';
import { type Stage, stage } from '../support/ports.ts';
import { aRun, claimBy, executionOf, holding, setIncident } from '../support/run.ts';
import { instant, now } from '../support/sessions.ts';

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

test('the command holds what was asked word for word, which is noted without the token', async () => {
  const it = stage();
  await ask(it);
  const asked = {
    action: 'promote',
    datastore: 'sessions',
    target: 'us-west-2',
    epoch: 5,
    waives: ['LossAboveLimit'],
    lossBoundMs: 'unknown',
  };
  const [{ body } = { body: '' }] = it.pages;
  expect(approvalIn(body, 'grace')).toEqual({ ...asked, approvedBy: 'grace' });
  expect(body).toContain('You would waive LossAboveLimit: how much could be lost is unknown');
  expect(body).toContain(`This request expires at ${instant(now + 900_000)}`);
  expect(it.ports.journal.incidents.get('sessions')?.approval).toEqual({
    owner: aRun().execution.id,
    asked,
    askedAt: instant(now),
    expiresAt: instant(now + 900_000),
  });
  expect(JSON.stringify([...it.ports.journal.incidents.values()])).not.toContain('AQC+token==');
});

test('a newer request replaces the one before', async () => {
  const it = stage();
  await ask(it);
  it.reality.now += 1000;
  const later = aRun({ execution: executionOf('run-2') });
  await ask(it, holding(it, later, { assessment }));
  expect(it.ports.journal.incidents.get('sessions')?.approval).toMatchObject({
    owner: later.execution.id,
    askedAt: instant(now + 1000),
  });
});

test('a run by hand says who else may not approve it; one that nobody put a name to asks nobody', async () => {
  const it = stage();
  const byHand = (requestedBy?: string) => aRun({ trigger: 'manual', requestedBy, override: ['LossAboveLimit'] });
  await ask(it, holding(it, byHand('ada'), { assessment }));
  expect(it.pages[0]?.body).toContain('Somebody else than ada must approve it');
  for (const name of [undefined, ' ', 'YOUR NAME']) {
    const end = ask(it, holding(it, byHand(name), { assessment }));
    await expect(end).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringMatching(/^requestedBy: /),
    });
  }
  expect(it.pages).toHaveLength(1);
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
