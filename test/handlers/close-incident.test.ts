import { expect, test } from '@jest/globals';
import type { RunState } from '../../functions/contract/run-state.ts';
import { promotionProposed, requestOf } from '../../functions/domain/approval.ts';
import { closeIncident } from '../../functions/handlers/close-incident.ts';
import { assessmentOf } from '../support/assessment.ts';
import { type Stage, stage } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { aRun, arnOf, claimBy, holding, setIncident } from '../support/run.ts';
import { east, instant, now, west } from '../support/sessions.ts';

const held = { assessment: assessmentOf({ badSince: undefined }) };
const close = (it: Stage, state = holding(it, aRun(), held)) => closeIncident(it.ports, it.settings)({ state });
const claimOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.claim;

test('tells people, then machines, keeps a note, releases the claim', async () => {
  const it = stage();
  const outcome = await close(it);
  expect(outcome).toMatchObject({ outcome: 'held', region: west, closedAt: instant(now) });
  expect(it.hooks.calls).toEqual(['pager.page', 'bus.emit', 'journal.note', 'journal.release']);
  expect(it.pages).toMatchObject([{ subject: 'HELD, nothing changed: sessions in us-west-2' }]);
  expect(it.events).toEqual([{ type: 'Failover Closed', detail: { ...outcome, execution: arnOf('run-1') } }]);
  expect(it.ports.journal.notes.get('run-1')).toBe(JSON.stringify(outcome));
  expect(claimOf(it)).toBeUndefined();
});

test('may be retried: people may be told twice', async () => {
  const it = stage();
  const state = holding(it, aRun(), held);
  await close(it, state);
  expect(await close(it, state)).toMatchObject({ outcome: 'held' });
  expect(it.pages).toHaveLength(2);
});

test('stopped because the plan changed: held, with one page that says why and how to overrule it', async () => {
  const it = stage();
  const stopped = { Error: 'PlanChanged', Cause: '{"errorMessage":"data arrives"}' };
  expect(await close(it, holding(it, aRun(), { ...held, stopped }))).toMatchObject({
    outcome: 'held',
    reason: 'PlanChanged: data arrives',
    overrideWith: { override: ['NotPersistent'] },
  });
  expect(it.pages).toMatchObject([{ subject: 'HELD, nothing changed: sessions in us-west-2' }]);
  expect(claimOf(it)).toBeUndefined();
});

test('stopped because another run took over: one page, nothing to paste, and the claim is left alone', async () => {
  const it = stage();
  const stopped = { Error: 'ClaimLost', Cause: '{"errorMessage":"another run took sessions over"}' };
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('other')) });
  const outcome = await close(it, { run: aRun(), ...held, stopped });
  expect(outcome).toMatchObject({ outcome: 'held', reason: 'ClaimLost: another run took sessions over' });
  expect(outcome.overrideWith).toBeUndefined();
  expect(it.pages).toHaveLength(1);
  expect(it.pages[0]?.body).not.toContain('{');
  expect(claimOf(it)?.owner).toBe(arnOf('other'));
});

test.each([
  ['noted', 'people declined it', 'ApprovalDeclined'],
  ['not noted', 'nobody answered', 'States.Timeout'],
])('%s in the journal where %s', async (noted, _, name) => {
  const it = stage();
  const state = holding(it, aRun(), { ...held, unapproved: { Error: name, Cause: 'no' } });
  const asked = promotionProposed('sessions', held.assessment);
  const request = requestOf(asked, { owner: aRun().execution.id, now: new Date(now), seconds: 900 });
  setIncident(it.ports.journal.incidents, { approval: request });
  await close(it, state);
  const { declinedAt } = it.ports.journal.incidents.get('sessions')?.approval ?? {};
  expect(declinedAt).toBe(noted === 'noted' ? instant(now) : undefined);
});

test('a promotion is closed with the command by which people end its cooldown in the other Regions', async () => {
  const it = stage();
  const promotedAt = instant(now);
  const record = recordOf(west, 2, { promotedAt });
  const epoch = { counter: 2, region: west };
  const state: RunState = {
    ...holding(it),
    assessment: assessmentOf(),
    approval: { ...promotionProposed('sessions', assessmentOf()), approvedBy: 'grace' },
    promotion: { outcome: 'requested', epoch, from: east, calledAt: promotedAt, evidenceReadAt: promotedAt },
    check: { done: true, epoch, detail: 'd' },
    publication: [{ record, version: 2, nudged: [] }, { outcome: 'changed' }],
    verification: { verifiedAt: promotedAt, differences: [] },
  };
  expect(await close(it, state)).toMatchObject({ outcome: 'lossy', approvedBy: 'grace', promotedAt });
  const [{ body } = { body: '' }] = it.pages;
  expect(body).toContain('Approved by grace, by their own word.');
  const [, value = ''] =
    /put-parameter --region us-east-1 --name \/failover\/sessions\/acknowledged .*--value '([^']+)'/.exec(body) ?? [];
  expect({ ...JSON.parse(value), by: 'ada' }).toEqual({ epoch: 2, region: west, promotedAt, by: 'ada' });
  expect(body).not.toContain('--region us-west-2 --name /failover/sessions/acknowledged');
});

test("another run's claim is not released", async () => {
  const it = stage();
  const run = aRun({ claim: 'refused', claimedBy: arnOf('other') });
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('other')) });
  expect((await close(it, { run })).reason).toContain(arnOf('other'));
  expect(claimOf(it)?.owner).toBe(arnOf('other'));
});

test('a dry run leaves a note, and its claim was none', async () => {
  const it = stage();
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('other')) });
  await close(it, { run: aRun({ mode: 'dry-run', claim: 'none' }), ...held });
  expect(it.pages).toMatchObject([{ subject: 'DRY RUN, nothing changed: sessions in us-west-2' }]);
  expect(it.ports.journal.notes.has('run-1')).toBe(true);
  expect(claimOf(it)?.owner).toBe(arnOf('other'));
});

test('a page and an event that cannot be sent fail the step, so that AskForHelp tries', async () => {
  const it = stage();
  it.hooks.fail('pager.page');
  it.hooks.fail('bus.emit');
  await expect(close(it)).rejects.toThrow('neither SNS nor EventBridge');
});

test('a page that cannot be sent is logged: the event tells of a failover that succeeded', async () => {
  const it = stage();
  it.hooks.fail('pager.page');
  await expect(close(it)).resolves.toMatchObject({ degraded: [expect.stringContaining('people could not be told')] });
  expect(it.events).toMatchObject([{ type: 'Failover Closed' }]);
});

test.each(['bus.emit', 'journal.note', 'journal.release'])(
  '%s failing after the page is logged: the run ends as what it was',
  async (call) => {
    const it = stage();
    it.hooks.fail(call);
    await expect(close(it)).resolves.toMatchObject({ degraded: [expect.stringContaining(`${call} is down`)] });
    expect(it.pages).toHaveLength(1);
    expect(it.lines).toMatchObject([
      { message: 'could not tell', fields: { reason: `ServiceUnavailable: ${call} is down` } },
    ]);
  },
);
