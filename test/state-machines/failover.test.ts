import { expect, test } from '@jest/globals';
import { Outcome } from '../../functions/contract/execution.ts';
import { canonical } from '../../functions/domain/published-record.ts';
import { approvalIn } from '../support/approval-in.ts';
import { endpointParameter, epochRecord, record, type Stage, stage, switchParameter } from '../support/ports.ts';
import { probeMemory, recordOf } from '../support/readings.ts';
import { arnOf, claimBy, setIncident } from '../support/run.ts';
import { ago, endpointOf, instant, now, west } from '../support/sessions.ts';
import { runWorkflow, type WorkflowRun } from './run-workflow.ts';

const byAlarm = { datastore: 'sessions', requestedBy: 'alarm' };
const outcomeOf = async (run: WorkflowRun, seconds?: number) => {
  const end = await run.ended(seconds);
  return end.status === 'SUCCEEDED' ? Outcome.parse(JSON.parse(end.output)) : end;
};
const claimOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.claim;
const promotion = ['PromoteRegion', 'CheckPromotion', 'Promoted'];
const publication = ['Publish', 'PublishParameters', 'UpdateDns', 'VerifyCutover', 'CloseIncident'];
const opening = ['OpenIncident', 'Claimed', 'AssessHealth', 'Decide'];
const dns = `change ${record}=${endpointOf(west)} ${epochRecord}="2 ${west}"`;

test('a lost primary Region: assessed, promoted, published, verified, closed', async () => {
  const it = stage();
  const run = runWorkflow(it, byAlarm);
  expect(await outcomeOf(run)).toMatchObject({
    outcome: 'lossy',
    epoch: { counter: 2, region: west },
    degraded: [],
    rtoMs: 60_000,
    rpoBoundMs: 10_000,
  });
  expect(run.entered).toEqual([...opening, ...promotion, ...publication]);
  expect(it.hooks.changes.slice(0, 2)).toEqual([`accept 2 ${west}`, 'promote sessions-usw2']);
  expect(new Set(it.hooks.changes.slice(2))).toEqual(new Set([`write ${endpointParameter}`, dns]));
  expect(it.ports.parameters.current(west, endpointParameter)?.value).toBe(
    canonical(recordOf(west, 2, { promotedAt: instant(now) })),
  );
  expect(it.pages).toMatchObject([{ subject: 'FAILED OVER: sessions in us-west-2' }]);
  expect(claimOf(it)).toBeUndefined();
});

test('held: nothing is changed, and the claim is free', async () => {
  const it = stage();
  it.reality.position += 1;
  const run = runWorkflow(it, byAlarm);
  expect(await outcomeOf(run)).toMatchObject({ outcome: 'held', reason: expect.stringMatching(/^DataStillArriving/) });
  expect(run.entered).toEqual([...opening, 'CloseIncident']);
  expect(it.hooks.changes).toEqual([]);
  expect(claimOf(it)).toBeUndefined();
});

test('waits until it was bad for long enough, and then promotes', async () => {
  const it = stage();
  it.ports.journal.probes.set('sessions', probeMemory({ badSince: ago(15) }));
  const run = runWorkflow(it, byAlarm);
  expect(await outcomeOf(run)).toMatchObject({ outcome: 'lossy' });
  expect(run.entered.filter((name) => name === 'WaitForEvidence')).toHaveLength(5);
  expect(run.clock.now()).toBeGreaterThanOrEqual(now + 5000);
});

test('waits for a slow promotion', async () => {
  const it = stage();
  it.reality.promotion = 'ignored';
  const run = runWorkflow(it, byAlarm);
  await run.clock.advance(10_000);
  it.reality.primary = west;
  it.reality.promotion = 'works';
  expect(await outcomeOf(run)).toMatchObject({ outcome: 'lossy' });
  expect(run.entered.filter((name) => name === 'WaitForPromotion').length).toBeGreaterThanOrEqual(9);
  expect(it.hooks.changes.filter((change) => change.startsWith('promote'))).toHaveLength(1);
});

test('a dry run plans, and changes nothing', async () => {
  const it = stage();
  const run = runWorkflow(it, { datastore: 'sessions', mode: 'dry-run' });
  expect(await outcomeOf(run)).toMatchObject({ outcome: 'planned', plan: [{}, {}, {}] });
  expect(it.hooks.changes).toEqual([]);
  expect(it.hooks.calls.filter((call) => /claim|accept|setYielding/.test(call))).toEqual([]);
});

test('a Region that is primary already is adopted: published and verified under a new epoch', async () => {
  const it = stage();
  it.reality.primary = west;
  expect(await outcomeOf(runWorkflow(it, { datastore: 'sessions' }))).toMatchObject({ outcome: 'adopted' });
  expect(it.hooks.changes).not.toContain('promote sessions-usw2');
});

test('another run at work: this one says who holds it, and changes nothing', async () => {
  const it = stage();
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('other')) });
  const run = runWorkflow(it, byAlarm);
  expect(await outcomeOf(run)).toMatchObject({ outcome: 'held', reason: expect.stringContaining(arnOf('other')) });
  expect(run.entered).toEqual(['OpenIncident', 'Claimed', 'CloseIncident']);
  expect(claimOf(it)?.owner).toBe(arnOf('other'));
});

test.each([
  ['UnknownDatastore', { datastore: 'carts' }],
  ['InvalidRequest', { datastore: 'sessions', forse: true }],
  ['InvalidRequest', []],
])('%s fails the first state under its own name', async (error, input) => {
  const it = stage();
  const run = runWorkflow(it, input);
  expect(await run.ended()).toMatchObject({ status: 'FAILED', error, cause: expect.stringContaining('sessions') });
  expect(run.entered).toEqual(['OpenIncident', 'RefuseRequest']);
  expect(it.hooks.calls).toEqual([]);
});

/** People are asked; `token` and `answer` are what their message holds. */
const asked = async () => {
  const it = stage();
  it.ports.parameters.set(west, switchParameter, 'approve');
  const run = runWorkflow(it, byAlarm);
  await run.clock.advance(1000);
  const [, token = ''] = /--task-token '([^']+)'/.exec(it.pages[0]?.body ?? '') ?? [];
  return { it, run, token, answer: JSON.stringify(approvalIn(it.pages[0]?.body ?? '')) };
};

test('approved: promoted', async () => {
  const { it, run, token, answer } = await asked();
  expect(claimOf(it)).toMatchObject({ yielding: true });
  run.tokens.succeed(token, answer);
  expect(await outcomeOf(run)).toMatchObject({ outcome: 'lossy', approvedBy: 'grace' });
  expect(run.entered).toEqual([...opening, 'RequestApproval', ...promotion, ...publication]);
});

test('declined: held, with the reason that people gave', async () => {
  const { it, run, token } = await asked();
  run.tokens.fail(token, { error: 'ApprovalDeclined', cause: 'not today' });
  expect(await outcomeOf(run)).toMatchObject({ outcome: 'held', reason: 'people declined: not today' });
  expect(it.hooks.changes).toEqual([]);
  expect(claimOf(it)).toBeUndefined();

  const again = runWorkflow(it, byAlarm);
  expect(await outcomeOf(again)).toMatchObject({
    outcome: 'held',
    reason: expect.stringMatching(/^people declined this/),
  });
  expect(again.entered).not.toContain('RequestApproval');
});

test('unanswered: it expires, and is held', async () => {
  const { it, run } = await asked();
  expect(await outcomeOf(run, 901)).toMatchObject({
    outcome: 'held',
    reason: expect.stringContaining('nobody answered'),
  });
  expect(it.hooks.changes).toEqual([]);
});

test('approved, but data arrives again by then: not called, and held', async () => {
  const { it, run, token, answer } = await asked();
  it.reality.position += 1;
  run.tokens.succeed(token, answer);
  expect(await outcomeOf(run)).toMatchObject({
    outcome: 'held',
    reason: expect.stringMatching(/^PlanChanged: .*DataStillArriving/),
  });
  expect(it.hooks.changes).toEqual([]);
  expect(it.pages.at(-1)?.subject).toMatch(/^HELD, nothing changed: /);
});

test('approved with something else than the command in the message: not called, and told what was missing', async () => {
  const { it, run, token } = await asked();
  run.tokens.succeed(token, '{"approved":true}');
  expect(await run.ended()).toMatchObject({
    error: 'PromotionNotCalled',
    cause: expect.stringMatching(/InvalidRequest: approval: .*approvedBy/),
  });
  expect(it.hooks.changes).toEqual([]);
});
