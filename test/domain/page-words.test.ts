import { expect, test } from '@jest/globals';
import type { Asked } from '../../functions/contract/approval.ts';
import type { Outcome } from '../../functions/contract/execution.ts';
import { coveredBy, promotionProposed, requestOf } from '../../functions/domain/approval.ts';
import { blindness } from '../../functions/domain/blindness.ts';
import { datastoreOf } from '../../functions/domain/datastore.ts';
import { approvalMessage } from '../../functions/domain/messages/approval.ts';
import { differenceMessage } from '../../functions/domain/messages/difference-message.ts';
import { promotionCommand } from '../../functions/domain/messages/help-message.ts';
import { outcomeMessage } from '../../functions/domain/messages/outcome-message.ts';
import { separationCommand } from '../../functions/domain/messages/separation-lines.ts';
import { overtakenBy } from '../../functions/domain/overtaken.ts';
import { assessmentOf } from '../support/assessment.ts';
import { answered, failed, primaryLost, recordOf, shardLook, touchAnswer } from '../support/readings.ts';
import { aRun } from '../support/run.ts';
import { config, east, groupView, instant, now, outside, sessions, west } from '../support/sessions.ts';

const outcome: Outcome = {
  datastore: 'sessions',
  outcome: 'lossy',
  degraded: [],
  reason: 'done',
  region: west,
  objections: [],
  closedAt: instant(now),
};
const told = (parts: Partial<Outcome>) => outcomeMessage({ ...outcome, ...parts }, aRun()).body.split('\n');

test('figures: what is known, and that it is not', () => {
  const recoveryPoint = '2026-11-23T11:59:00.000Z';
  expect(told({ rtoMs: 1500, rpoBoundMs: 2500, recoveryPoint })).toEqual(
    expect.arrayContaining([
      'From the last look that saw data arrive to verified writes: 1.5 s.',
      'Acknowledged writes may be lost: by what was seen of the old primary, those of about its last 2.5 s.',
      "What the old primary held at 2026-11-23T11:59:00.000Z, by its Region's clock, is here.",
    ]),
  );
  expect(told({})).toEqual([
    'done',
    'From the last look that saw data arrive to verified writes: unknown.',
    'Acknowledged writes may be lost; how many is unknown.',
    '',
    `Execution: ${aRun().execution.id}`,
    'Runbook: docs/runbook.md#after-it-is-over',
  ]);
});

test('the switch, and who approved, are told where there is something to tell', () => {
  expect(told({ switchNote: 'off by ada', approvedBy: 'bob' })).toEqual(
    expect.arrayContaining(['The switch: off by ada.', 'Approved by bob, by their own word.']),
  );
});

const page = (
  assessment: ReturnType<typeof assessmentOf>,
  parts: { asked?: Partial<Asked>; run?: object; detail?: string } = {},
) => {
  const asked = { ...promotionProposed('sessions', assessment), ...parts.asked };
  const request = requestOf(asked, { owner: 'me', now: new Date(now), seconds: 900 });
  const run = aRun(parts.run);
  return approvalMessage({ run, assessment, request, region: west, token: 't', detail: parts.detail }).body.split('\n');
};
test('a request whose loss is unknown says so, and nothing about room', () => {
  const lines = page(assessmentOf({ target: { faults: [] } }));
  const at = lines.findIndex((line) => line.startsWith('An approval counts once'));
  expect(lines[at]).toMatch(/a loss of unknown size\.$/);
  expect(lines[at + 1]).toMatch(/^The evidence is read again/);
});

test('a request tells what a yes would waive, and what the request waived before', () => {
  const lines = page(
    assessmentOf({
      trigger: 'manual',
      override: ['NotPersistent', 'LossAboveLimit'],
      badSince: undefined,
      target: { faults: [] },
    }),
    { run: { trigger: 'manual', requestedBy: undefined } },
  );
  expect(lines.filter((line) => /^(You would|Waived)/.test(line))).toEqual([
    'You would waive LossAboveLimit: how much could be lost is unknown',
    'Waived by the request: NotPersistent: the last look from here was not all bad',
  ]);
  expect(lines.join('\n')).toContain('Somebody else than whoever started the run must approve it');
  expect(lines.join('\n')).toContain('epoch 5, a loss of unknown size.');
  expect(page(assessmentOf({ automation: 'approve' })).join('\n')).toContain('a loss of at most 60.0 s of writes.');
});
test('the evidence of an unclear view is told as it is', () => {
  const lines = page(assessmentOf({ roles: { here: 'SECONDARY', disagree: ['it sees none'] } }));
  expect(lines).toEqual(expect.arrayContaining(['Primary by the view of us-west-2: unclear', 'But it sees none']));
});
test('a separation asks even where nothing more is known', () => {
  const roles = { here: 'SECONDARY' as const, disagree: [] };
  const lines = page(assessmentOf({ roles }), { asked: { action: 'separate' } }).join('\n');
  expect(lines).toContain('the old primary');
  expect(lines).toContain('nothing more is known');
});

test('a difference without advice of its own still tells what to do', () => {
  const facts = { datastore: 'sessions', region: west, reason: 'Odd', detail: 'd' } as never;
  const { body } = differenceMessage(facts);
  expect(body.split('\n').slice(0, 3)).toEqual(['Odd: d', '', expect.stringMatching(/\w+/)]);
});
test('a separated datastore is led to its rebuilding', () => {
  const facts = { datastore: 'sessions', region: west, reason: 'Separated', detail: 'd' } as const;
  expect(differenceMessage(facts).body).toContain('the cluster in the separated Region as its primary');
});

test('commands for a Region without a member name none', () => {
  expect(promotionCommand(sessions, outside)).toMatch(/--primary-replication-group-id $/);
  expect(separationCommand(sessions, outside)).toMatch(/--replication-group-id $/);
});

test('a shard without a heartbeat and without a reason is told as such', () => {
  const touch = answered(touchAnswer({ local: { reach: 'alive', shards: [shardLook({ heartbeat: undefined })] } }));
  expect(blindness('SECONDARY', touch)).toBe('shard 0 shows no heartbeat: without a reason');
});

test('a datastore that is not configured is answered with those that are', () => {
  const two = { ...config, datastores: { ...config.datastores, carts: sessions } };
  expect(() => datastoreOf(two, 'x')).toThrow('no datastore is called "x"; configured: sessions, carts');
});

const overtaken = (parts: object, before = groupView(east)) =>
  overtakenBy(primaryLost({ groups: new Map([[outside, answered(before)]]) }), {
    rival: outside,
    from: east,
    word: { group: undefined, published: undefined, ...parts },
  });
test.each<[string | undefined, object, ReturnType<typeof groupView>?]>([
  [undefined, {}],
  [undefined, { group: failed('dark') }],
  [undefined, { group: answered(groupView(east)) }],
  [undefined, { group: answered(groupView(east)) }, groupView(east, 'modifying')],
  [undefined, { group: answered(groupView(east)) }, groupView(west)],
  [undefined, { group: answered(groupView(west)) }, groupView(west)],
  ['eu-west-1 sees us-west-2 as PRIMARY by now', { group: answered(groupView(west)) }],
  ['eu-west-1 sees no single Region as PRIMARY by now', { group: answered({ status: 'available', members: [] }) }],
  ['eu-west-1 sees the datastore modifying by now', { group: answered(groupView(east, 'modifying')) }],
  [undefined, { group: answered(groupView(east, 'modifying')) }, groupView(east, 'modifying')],
  [undefined, { published: answered(undefined) }],
  [undefined, { published: failed('dark') }],
  [undefined, { published: answered(recordOf(east, 1)) }],
  [
    'eu-west-1 publishes epoch 2 eu-west-1 by now',
    { published: answered(recordOf(east, 1, { epoch: { counter: 2, region: outside } })) },
  ],
])('overtaken: %s', (sentence, parts, before = groupView(east)) => {
  expect(overtaken(parts, before)).toBe(sentence);
});
test('a rival that was not read before, and is being changed now, has overtaken too', () => {
  const group = answered(groupView(east, 'modifying'));
  const word = { group, published: undefined };
  expect(overtakenBy(primaryLost({ groups: new Map() }), { rival: outside, from: east, word })).toBe(
    'eu-west-1 sees the datastore modifying by now',
  );
});

const assessment = assessmentOf({ automation: 'approve' });
const asked = promotionProposed('sessions', assessment);
const covered = (answer: Partial<Asked>, doing: Partial<Asked> = {}, was: Partial<Asked> = {}) => {
  const request = requestOf({ ...asked, ...was }, { owner: aRun().execution.id, now: new Date(now), seconds: 900 });
  const given = { ...asked, ...was, ...answer, approvedBy: 'ada' };
  return coveredBy(given, { run: aRun(), request, doing: { ...asked, ...was, ...doing }, now: new Date(now) });
};
test.each<[RegExp, Partial<Asked>, Partial<Asked>?, Partial<Asked>?]>([
  [/waives: \[NotPreferred, DataUnknown\] was approved, \[\] was asked/, { waives: ['NotPreferred', 'DataUnknown'] }],
  [/people approved to promote us-west-2, not to promote us-west-2/, {}, { datastore: 'carts' }],
  [/people approved a loss of at most 60000 ms, and it is 60001 now/, {}, { lossBoundMs: 60_001 }],
  [/people approved a loss of at most 60000 ms, and it is unknown now/, {}, { lossBoundMs: 'unknown' }],
])('an answer does not cover: %s', (sentence, answer, doing = {}, was = {}) => {
  expect(() => covered(answer, doing, was)).toThrow(sentence);
});
test('an approved unknown loss covers any', () => {
  expect(covered({}, { lossBoundMs: 90_000 }, { lossBoundMs: 'unknown' })).toMatchObject({
    asked: { lossBoundMs: 'unknown' },
  });
});
