import { expect, test } from '@jest/globals';
import { promotionProposed, requestOf } from '../../functions/domain/approval.ts';
import { approvalMessage } from '../../functions/domain/messages/approval.ts';
import { differenceMessage } from '../../functions/domain/messages/difference-message.ts';
import { message } from '../../functions/domain/messages/message.ts';
import { assessmentOf } from '../support/assessment.ts';
import { aRun } from '../support/run.ts';
import { now, west } from '../support/sessions.ts';

/** The pages of Reconcile, whole: what stands there, what to do, and where the runbook says more. */
const told = (reason: string) =>
  differenceMessage({ datastore: 'sessions', region: west, reason, detail: 'd' }).body.split('\n');
const roles = [
  'The roles:',
  '  aws elasticache describe-global-replication-groups --show-member-info --region us-west-2',
  '',
];
const start =
  'If us-west-2 is the primary that clients should use, start an execution of the state machine there with:';
const publish = [
  start,
  '  {"datastore": "sessions"}',
  'or, if the Regions disagree and you know that it is:',
  '  {"datastore": "sessions", "override": ["RolesUnclear"]}',
  '',
];
const again = 'What was written before that failure stays. Reconcile tries again every minute.';

test.each<[reason: string, section: string, advice: string[], byARun: string[]]>([
  [
    'RecordNotChanged',
    'recordnotchanged',
    [
      'The endpoint was published in Parameter Store; the DNS record was not changed.',
      'Reconcile tries again every minute. Lead the record there by hand if clients cannot wait.',
    ],
    [],
  ],
  [
    'RecordConflict',
    'recordconflict',
    [
      'The DNS record was not changed: what stands there is not ours.',
      'Correct it by hand, or delete it: Reconcile does the rest.',
    ],
    [],
  ],
  ['RecordBusy', 'recordbusy', ['The DNS record was not changed. Reconcile tries again every minute.'], []],
  [
    'SwitchUnreadable',
    'switchunreadable',
    [
      'Nothing was changed. No automatic run acts until it can be read. Correct the parameter, or delete it: absent is as configured.',
    ],
    [],
  ],
  [
    'PublicationFailed',
    'publicationfailed',
    ['The endpoint is not published here. Reconcile tries again every minute.'],
    publish,
  ],
  [
    'RunAtWork',
    'runatwork',
    ['Nothing was changed. Look at that execution, and stop it if it does nothing: its claim is freed a minute later.'],
    publish,
  ],
  [
    'AutomationOff',
    'automationoff',
    ['Nothing was changed. Turn the switch on again, or start an execution by hand.'],
    publish,
  ],
  [
    'NotAMember',
    'notamember',
    ['Nothing was changed. Publish and lead clients by hand, or take the Region out of failover.config.ts.'],
    publish,
  ],
  ['Unreadable', 'unreadable', ['Nothing was changed. Reconcile looks again every minute.'], publish],
  ['RolesUnclear', 'rolesunclear', ['Nothing was changed.'], publish],
  ['PrimaryUnpublished', 'primaryunpublished', ['Nothing was changed.'], publish],
  ['Unconfirmed', 'unconfirmed', ['Nothing was changed.'], publish],
  ['Superseded', 'superseded', [again], publish],
  ['AnotherRegionPromoted', 'anotherregionpromoted', [again], publish],
  ['SettingMissing', 'settingmissing', [again], publish],
  [
    'TakesNoWrites',
    'takesnowrites',
    ['Nothing was changed. Reconcile publishes once every shard takes writes.'],
    publish,
  ],
  [
    'JournalBehind',
    'journalbehind',
    ['Nothing was changed. This Region publishes and promotes nothing of its own until people say what is true.'],
    [start, '  {"datastore": "sessions", "override": ["JournalBehind"]}', ''],
  ],
  ['SomethingOdd', 'another-error', [again], publish],
])('%s', (reason, section, advice, byARun) => {
  expect(told(reason)).toEqual([
    `${reason}: d`,
    '',
    ...advice,
    '',
    ...roles,
    ...byARun,
    `Runbook: docs/runbook.md#${section}`,
  ]);
});

test('Separated leads to the rebuilding, and is not ended by a run', () => {
  expect(told('Separated')).toEqual([
    'Separated: d',
    '',
    'What is published is right, and stays so until people publish anew; this is said once a day.',
    'The rest of the old Global Datastore is published nowhere: keep writers away from its primary.',
    'The way back:',
    '1. Keep writers away from the old primary, and save from it what only it has.',
    '2. Create a new Global Datastore with the cluster in the separated Region as its primary, and a new secondary in the other Region.',
    '3. Put their new ids into failover.config.ts and deploy.',
    '4. Start an execution in the separated Region with: {"datastore": "sessions"}',
    '',
    ...roles,
    'Runbook: docs/runbook.md#separated, docs/runbook.md#rebuild-after-a-separation',
  ]);
});

test('a subject is printable, and what is not becomes one blank', () => {
  expect(message('a\u0007\r\nÜb', { lines: [], about: ['Holds'] }).subject).toBe('a b');
  expect(message('x'.repeat(101), { lines: [], about: ['Holds'] }).subject).toHaveLength(100);
});

test('a separation from a primary that nobody sees', () => {
  const assessment = assessmentOf({ roles: { here: 'SECONDARY', disagree: [] } });
  const asked = { ...promotionProposed('sessions', assessment), action: 'separate' as const };
  const request = requestOf(asked, { owner: 'me', now: new Date(now), seconds: 900 });
  const { body } = approvalMessage({ run: aRun(), assessment, request, region: west, token: 't' });
  expect(body).toContain(
    'What is lost: what had not arrived in us-west-2, and for its clients all that the old primary acknowledges from then on.',
  );
  expect(body).toContain('The promotion led to no writes: nothing more is known.');
});
