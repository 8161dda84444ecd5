import { expect, test } from '@jest/globals';
import type { RunState } from '../../functions/contract/run-state.ts';
import { differenceMessage } from '../../functions/domain/messages/difference-message.ts';
import { helpMessage } from '../../functions/domain/messages/help-message.ts';
import { outcomeMessage } from '../../functions/domain/messages/outcome-message.ts';
import { separationCommand } from '../../functions/domain/messages/separation-lines.ts';
import { outcomeOf } from '../../functions/domain/outcome.ts';
import { planCalls } from '../../functions/domain/plan.ts';
import { assessmentOf } from '../support/assessment.ts';
import { answered, primaryLost, recordOf } from '../support/readings.ts';
import { aRun } from '../support/run.ts';
import { ago, groupView, instant, now, sessions, west } from '../support/sessions.ts';
import { intent } from '../support/standing.ts';

const epoch = { counter: 2, region: west };
const state: RunState = {
  run: aRun(),
  assessment: assessmentOf(),
  promotion: {
    outcome: 'requested',
    epoch,
    from: 'us-east-1',
    calledAt: instant(ago(400)),
    evidenceReadAt: instant(now),
  },
  separationApproval: {
    action: 'separate',
    datastore: 'sessions',
    target: west,
    epoch: 2,
    waives: [],
    lossBoundMs: 60_000,
    approvedBy: 'ada',
  },
  check: { done: true, separated: true, epoch, detail: 'it left', visibleAt: instant(now) },
  publication: [
    { record: recordOf(west, 2, { separated: true, promotedAt: instant(ago(400)) }), version: 2, nudged: [] },
    { outcome: 'changed' },
  ],
  verification: { verifiedAt: instant(now), differences: [] },
};
const outcome = outcomeOf(state, { region: west, closedAt: instant(now) });
const page = outcomeMessage(outcome, aRun(), ['us-east-1']);

test('separated: with the bound of what had not arrived, and who approved it', () => {
  expect(outcome).toMatchObject({
    outcome: 'separated',
    reason: 'it left',
    rpoBoundMs: 60_000,
    rtoMs: 150_000,
    approvedBy: 'ada',
  });
});

test('an unknown bound stays unknown: it is never a zero', () => {
  const { rpoBoundMs, ...unknown } = outcomeOf(
    { ...state, assessment: assessmentOf({ target: { faults: [] } }) },
    { region: west, closedAt: instant(now) },
  );
  expect(rpoBoundMs).toBeUndefined();
  expect(outcomeMessage(unknown, aRun()).body).toContain('how many is unknown');
});

test('people read what is lost, what the old primary still does, and the way back', () => {
  expect(page.subject).toBe('SEPARATED: sessions in us-west-2');
  for (const said of [
    'those of about its last 60.0 s',
    'Whatever the old primary acknowledged since, or still does, is not in us-west-2',
    'docs/runbook.md#rebuild-after-a-separation',
    '{"datastore": "sessions"}',
  ])
    expect(page.body).toContain(said);
  expect(page.body).not.toContain('acknowledged" --type');
});

const help = (name: string, parts: object = {}) =>
  helpMessage({
    region: west,
    execution: 'arn',
    datastore: 'sessions',
    error: { Error: name },
    remedy: undefined,
    state: {},
    intent: intent(2),
    lastResort: separationCommand(sessions, west),
    ...parts,
  }).body;
const command =
  'aws elasticache disassociate-global-replication-group --region us-west-2 --global-replication-group-id ldgnf-sessions --replication-group-region us-west-2 --replication-group-id sessions-usw2';

test.each(['PromotionTimedOut', 'PromotionRefused', 'SeparationNotCalled', 'SeparationRefused'])(
  '%s: the last resort, as a command',
  (error) => {
    expect(help(error)).toContain(command);
    expect(help(error)).toContain('cannot be undone');
  },
);

test.each(['SeparationTimedOut', 'PlanChanged', 'AnotherRegionPromoted', 'PublicationFailed'])(
  '%s: no such command: it was sent, or is no remedy',
  (error) => {
    expect(help(error)).not.toContain('disassociate');
  },
);

test('a noted separation is among what was done', () => {
  const called = intent(2, { separateCalledAt: instant(now) });
  expect(help('SeparationTimedOut', { intent: called })).toContain(
    `- the separation of us-west-2 was noted at ${instant(now)}; it may not have been sent`,
  );
});

test('the reminder says that all is as it should be, and what only people can do', () => {
  const facts = { datastore: 'sessions', region: 'us-east-1', reason: 'Separated', detail: 'us-west-2 is separated' };
  const { subject, body } = differenceMessage(facts);
  expect(subject).toBe('DIFFERENCE: sessions in us-east-1: Separated');
  expect(body).toContain('once a day');
  expect(body).toContain('Create a new Global Datastore');
  expect(body).not.toContain('RolesUnclear');
});

test('a dry run mentions the last resort where the policy knows it, and only where a promotion would come first', () => {
  const open = { ...sessions, policy: { ...sessions.policy, separation: 'approve' as const } };
  const calls = (parts: object) => planCalls(primaryLost(parts)).map(({ call }) => call.split(' ')[0]);
  const disassociate = 'elasticache:DisassociateGlobalReplicationGroup';
  expect(calls({ datastore: open })).toEqual([
    'elasticache:FailoverGlobalReplicationGroup',
    disassociate,
    'ssm:PutParameter',
    'route53:ChangeResourceRecordSets',
  ]);
  expect(calls({})).not.toContain(disassociate);
  expect(calls({ datastore: open, groups: new Map([[west, answered(groupView(west))]]) })).not.toContain(disassociate);
});
