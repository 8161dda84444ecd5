import { expect, test } from '@jest/globals';
import type { Outcome } from '../../functions/contract/execution.ts';
import type { Intent } from '../../functions/contract/journal.ts';
import { FailoverRequest } from '../../functions/contract/request.ts';
import { promotionProposed, requestOf } from '../../functions/domain/approval.ts';
import { approvalMessage } from '../../functions/domain/messages/approval.ts';
import { differenceMessage } from '../../functions/domain/messages/difference-message.ts';
import { helpMessage, promotionCommand } from '../../functions/domain/messages/help-message.ts';
import type { Message } from '../../functions/domain/messages/message.ts';
import { outcomeMessage } from '../../functions/domain/messages/outcome-message.ts';
import { outcomeOf } from '../../functions/domain/outcome.ts';
import { approvalIn } from '../support/approval-in.ts';
import { assessmentOf } from '../support/assessment.ts';
import { aRun } from '../support/run.ts';
import { east, endpointOf, instant, now, sessions, west } from '../support/sessions.ts';

const longest = `s${'x'.repeat(39)}`;
const region = 'ap-northeast-1';
const nasty = 'line\r\nbreak \u001b[31mred\u0007';
const outcome = (parts: Partial<Outcome> = {}): Outcome => ({
  datastore: longest,
  outcome: 'held',
  degraded: ['a'],
  reason: 'r',
  region,
  objections: [],
  closedAt: instant(now),
  ...parts,
});
const help = (parts: Partial<Parameters<typeof helpMessage>[0]> = {}): Message =>
  helpMessage({
    region,
    execution: aRun().execution.id,
    datastore: longest,
    error: { Error: 'PublicationFailed', Cause: '{"errorMessage":"throttled"}' },
    remedy: 'Do this.',
    state: {},
    intent: undefined,
    ...parts,
  });
const token = 'AQC+/==';
const assessed = assessmentOf({ target: { faults: [], lossBoundMs: 61_000 } }, 'ask');
const asked = promotionProposed(longest, assessed);
const approval = approvalMessage({
  run: aRun({ datastore: longest }),
  assessment: assessed,
  request: requestOf(asked, { owner: 'me', now: new Date(now), seconds: 900 }),
  region,
  token,
});

test.each<[string, Message]>([
  ['lossy', outcomeMessage(outcome({ outcome: 'lossy' }), aRun())],
  ['adopted', outcomeMessage(outcome({ outcome: 'adopted' }), aRun())],
  ['held', outcomeMessage(outcome(), aRun())],
  ['planned', outcomeMessage(outcome({ outcome: 'planned' }), aRun())],
  ['approval', approval],
  ['help', help()],
  ['help for a strange error', help({ error: { Error: `Ünicode ${nasty} ${'long'.repeat(50)}`, Cause: nasty } })],
  ['help for nobody knows what', help({ datastore: undefined })],
  ['difference', differenceMessage({ datastore: longest, region, reason: nasty, detail: nasty })],
  ['declined', outcomeMessage(outcome({ reason: `people declined: ${nasty}`, degraded: [nasty] }), aRun())],
])('%s: a subject that SNS takes, and no control characters', (_, { subject, body }) => {
  expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
  expect(body).toMatch(/^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u);
});

test('RequestApproval’s message holds the evidence, the loss and the two commands that answer', () => {
  expect(approval.body).toContain(
    `--region ${region} --task-token '${token}' --task-output '{"approvedBy":"YOUR NAME","action":"promote",`,
  );
  expect(approvalIn(approval.body, 'ada')).toEqual({ approvedBy: 'ada', ...asked });
  expect(approval.body).toContain(
    `send-task-failure --region ${region} --task-token '${token}' --error ApprovalDeclined`,
  );
  for (const line of [
    'LossAboveLimit',
    'Data: stopped',
    "The primary Region's API: down",
    'at most 61.0 s of writes',
    'expires at 2026-11-23T12:15:00.000Z',
    'You would waive LossAboveLimit: ',
  ])
    expect(approval.body).toContain(line);
});

test('a hold says every objection, and the JSON to paste on a line by itself', () => {
  const state = { run: aRun(), assessment: assessmentOf({ badSince: undefined, target: { faults: [] } }) };
  const { body, subject } = outcomeMessage(outcomeOf(state, { region: west, closedAt: instant(now) }), aRun());
  expect(subject).toBe('HELD, nothing changed: sessions in us-west-2');
  expect(body).toMatch(/^NotPersistent: /m);
  expect(body).toMatch(/^LossAboveLimit: /m);
  const json = body.split('\n').find((line) => line.startsWith('{')) ?? '';
  expect(FailoverRequest.parse(JSON.parse(json))).toMatchObject({
    datastore: 'sessions',
    override: ['NotPersistent', 'LossAboveLimit'],
    expectedPrimary: east,
  });
  expect(body).toContain('It asks for an approval first');
});

test('pasting back what a run had waived names it again, and says that it asks', () => {
  const waiving = { trigger: 'manual' as const, override: ['LossAboveLimit' as const] };
  const assessment = assessmentOf({ ...waiving, badSince: undefined, target: { faults: [] } });
  const { body } = outcomeMessage(
    outcomeOf({ run: aRun(), assessment }, { region: west, closedAt: instant(now) }),
    aRun(),
  );
  const json = body.split('\n').find((line) => line.startsWith('{')) ?? '';
  expect(FailoverRequest.parse(JSON.parse(json)).override).toEqual(['LossAboveLimit', 'NotPersistent']);
  expect(body).toContain('It asks for an approval first');
});

test('every page about a primary that is not adopted contains the JSON that publishes it', () => {
  const { body } = differenceMessage({
    datastore: 'sessions',
    region: west,
    reason: 'PrimaryUnpublished',
    detail: 'd',
  });
  const requests = body
    .split('\n')
    .filter((line) => line.trim().startsWith('{'))
    .map((line) => FailoverRequest.parse(JSON.parse(line)));
  expect(requests.map(({ datastore, override }) => [datastore, override])).toEqual([
    ['sessions', []],
    ['sessions', ['RolesUnclear']],
  ]);
});

test('a degraded failover says what is left to do, and what may be lost', () => {
  const { subject, body } = outcomeMessage(
    outcome({
      datastore: 'sessions',
      outcome: 'lossy',
      degraded: ['the DNS record was not changed'],
      rtoMs: 31_000,
      rpoBoundMs: 800,
    }),
    aRun(),
  );
  expect(subject).toMatch(/^DEGRADED: FAILED OVER: sessions/);
  expect(body).toContain('Left to do: the DNS record was not changed.');
  expect(body).toMatch(/31\.0 s/);
  expect(body).toMatch(/0\.8 s/);
});

const intent: Intent = {
  epoch: { counter: 2, region: west },
  owner: aRun().execution.id,
  from: east,
  to: west,
  calledAt: instant(now),
  kind: 'promote',
  replaces: [endpointOf(east)],
};
const failed = (name: string) => ({ failed: { Error: name } });

test.each<[what: RegExp, Partial<Parameters<typeof helpMessage>[0]>]>([
  [/nothing was promoted and nothing was published/, {}],
  [/the journal cannot be read: a promotion may have been called/, { intent: 'unreadable' }],
  [
    /the promotion of us-west-2 was noted at 2026-11-23T12:00:00.000Z under epoch 2 us-west-2; it may not have been sent/,
    { intent },
  ],
  [/was the primary already; epoch 2 us-west-2 was taken/, { intent: { ...intent, kind: 'adopt' } }],
  [/writes on every shard: not seen yet/, { intent }],
  [/writes on every shard: passed at/, { intent: { ...intent, verifiedAt: instant(now) } }],
  [/the parameter: published at/, { intent: { ...intent, publishedAt: instant(now) } }],
  [
    /the parameter: failed \(Superseded\)/,
    { intent, state: { publication: [failed('Superseded'), { outcome: 'changed' }] } },
  ],
  [
    /the DNS record: failed \(RecordConflict\)/,
    { intent, state: { publication: [failed('x'), failed('RecordConflict')] } },
  ],
  [/the DNS record: changed/, { intent, state: { publication: [failed('x'), { outcome: 'changed' }] } }],
])('help says what was done: %s', (what, parts) => {
  expect(help(parts).body).toMatch(what);
});

test('help says the sentence inside the cause, the remedy, and how to go on', () => {
  const { body } = help({ datastore: 'sessions' });
  expect(body).toMatch(/^PublicationFailed: throttled$/m);
  expect(body).toContain('Do this.');
  expect(body).toContain('{"datastore": "sessions"}');
  expect(help({ datastore: undefined }).body).not.toContain('{"datastore"');
});

test('the break-glass command names the Region and its own replication group, on a line by itself', () => {
  const byHand = promotionCommand(sessions, west);
  expect(byHand).toBe(
    'aws elasticache failover-global-replication-group --region us-west-2 --global-replication-group-id ldgnf-sessions --primary-region us-west-2 --primary-replication-group-id sessions-usw2',
  );
  expect(help({ byHand }).body.split('\n')).toContain(`  ${byHand}`);
  expect(help().body).not.toContain('nothing of ours works');
});
