import { expect, test } from '@jest/globals';
import { promotionProposed, requestOf, withRoom } from '../../functions/domain/approval.ts';
import { approvalMessage } from '../../functions/domain/messages/approval.ts';
import { helpMessage } from '../../functions/domain/messages/help-message.ts';
import type { Message } from '../../functions/domain/messages/message.ts';
import { assessmentOf } from '../support/assessment.ts';
import { aRun } from '../support/run.ts';
import { ago, east, instant, now, sessions, west } from '../support/sessions.ts';

/** Pages as people get them, whole: every line is there for somebody who was woken up. */
const whole = ({ subject, body }: Message): string => `${subject}\n${body}`;

const ask = (assessment: ReturnType<typeof assessmentOf>, action: 'promote' | 'separate') => {
  const proposed = { ...promotionProposed('sessions', assessment), action };
  const asked = withRoom(proposed, { evidence: assessment.evidence, policy: sessions.policy });
  const request = requestOf(asked, { owner: 'me', now: new Date(now), seconds: 900 });
  return whole(approvalMessage({ run: aRun(), assessment, request, region: west, token: 't', detail: 'late' }));
};

test('may this Region become the primary?', () => {
  expect(ask(assessmentOf({ automation: 'approve' }), 'promote')).toBe(
    `APPROVE? sessions: make us-west-2 the primary
sessions: may us-west-2 become the primary? everything speaks for a promotion, and the policy asks people first.

Primary by the view of us-west-2: us-east-1
Data: stopped (nothing arrived for 150 s)
Primary reached from here: down (as the test says)
The primary Region's API: down (as the test says)
Clients: up (as the test says)
Target: fit
Loss to expect: about 60.0 s of writes

An approval counts once, for exactly this: promote us-west-2, epoch 5, a loss of at most 90.0 s of writes.
That is the loss to expect, and as much more as the policy accepts without asking.
The evidence is read again before anything is changed. This request expires at 2026-11-23T12:15:00.000Z; a later one replaces it.

To approve, with your name:
aws stepfunctions send-task-success --region us-west-2 --task-token 't' --task-output '{"approvedBy":"YOUR NAME","action":"promote","datastore":"sessions","target":"us-west-2","epoch":5,"waives":[],"lossBoundMs":90000}'

To decline:
aws stepfunctions send-task-failure --region us-west-2 --task-token 't' --error ApprovalDeclined --cause 'YOUR REASON'

Execution: arn:aws:states:us-west-2:111122223333:execution:failover:run-1
Runbook: docs/runbook.md#a-request-for-approval`,
  );
});

test('may it leave its Global Datastore?', () => {
  const assessment = assessmentOf({ target: { faults: ['one', 'two'], lossBoundMs: 1500, recoveryPoint: ago(60) } });
  expect(ask(assessment, 'separate')).toBe(
    `APPROVE? sessions: SEPARATE us-west-2 from its Global Datastore
sessions: may the cluster in us-west-2 leave its Global Datastore, to take writes on its own?
The promotion led to no writes: late.

What happens: ElastiCache is asked once. Within minutes the cluster takes writes, and is published as separated.
What is lost: what had not arrived in us-west-2, and for its clients all that us-east-1 acknowledges from then on.
us-east-1 does not learn of it: if it lives it goes on taking writes, and two clusters differ more by the minute.
It cannot be undone, neither by us nor by AWS: a cluster that left can never be added again.
The way back:
1. Keep writers away from the old primary, and save from it what only it has.
2. Create a new Global Datastore with the cluster in us-west-2 as its primary, and a new secondary in the other Region.
3. Put their new ids into failover.config.ts and deploy.
4. Start an execution in us-west-2 with: {"datastore": "sessions"}
Decline if the promotion can still be hoped for: a promotion keeps the Global Datastore whole.

The evidence below is that of the look before the promotion.

Primary by the view of us-west-2: us-east-1
Data: stopped (nothing arrived for 150 s)
Primary reached from here: down (as the test says)
The primary Region's API: down (as the test says)
Clients: up (as the test says)
Target: one; two
Loss to expect: about 1.5 s of writes; what the primary held at 2026-11-23T11:59:00.000Z, by its Region's clock, is here

An approval counts once, for exactly this: separate us-west-2, epoch 5, a loss of at most 31.5 s of writes.
That is the loss to expect, and as much more as the policy accepts without asking.
The evidence is read again before anything is changed. This request expires at 2026-11-23T12:15:00.000Z; a later one replaces it.

To approve, with your name:
aws stepfunctions send-task-success --region us-west-2 --task-token 't' --task-output '{"approvedBy":"YOUR NAME","action":"separate","datastore":"sessions","target":"us-west-2","epoch":5,"waives":["TargetUnfit"],"lossBoundMs":31500}'

To decline:
aws stepfunctions send-task-failure --region us-west-2 --task-token 't' --error ApprovalDeclined --cause 'YOUR REASON'

Execution: arn:aws:states:us-west-2:111122223333:execution:failover:run-1
Runbook: docs/runbook.md#last-resort-separate, docs/runbook.md#rebuild-after-a-separation`,
  );
});

type Help = Parameters<typeof helpMessage>[0];
const help = (parts: Partial<Help>): string =>
  whole(
    helpMessage({
      region: west,
      execution: 'e',
      datastore: 'sessions',
      error: { Error: 'PromotionTimedOut', Cause: 'late' },
      remedy: 'Do this.',
      state: {},
      intent: undefined,
      ...parts,
    }),
  );

test('a promotion that did not end, with every command', () => {
  expect(help({ byHand: 'aws promote', lastResort: 'aws separate' })).toBe(
    `HELP: failover of sessions in us-west-2 failed: PromotionTimedOut
PromotionTimedOut: late

What was done:
- nothing was promoted and nothing was published by this run

What to do now:
Do this.
Read the state before anything else:
  aws elasticache describe-global-replication-groups --show-member-info --region us-west-2
To publish us-west-2 if it is the primary, or to try again, start an execution there with:
  {"datastore": "sessions"}
Only if us-west-2 must take over and nothing of ours works (docs/runbook.md#break-glass):
  aws promote
The last resort, if us-west-2 must take writes at any price (docs/runbook.md#last-resort-separate):
  aws separate
It breaks the Global Datastore and cannot be undone; the old primary, if it lives, goes on taking writes.

Execution: e
Runbook: docs/runbook.md#promotiontimedout`,
  );
});

test('a failure of which nearly nothing is known', () => {
  const error = { Error: 'Odd', Cause: 'x' };
  expect(
    help({ datastore: undefined, error, remedy: undefined, intent: 'unreadable', lastResort: 'aws separate' }),
  ).toBe(
    `HELP: failover of a datastore in us-west-2 failed: Odd
Odd: x

What was done:
- the journal cannot be read: a promotion may have been called

What to do now:
Read the state before anything else:
  aws elasticache describe-global-replication-groups --show-member-info --region us-west-2

Execution: e
Runbook: docs/runbook.md#another-error`,
  );
  expect(help({ lastResort: undefined })).not.toMatch(/undefined|last resort/);
});

const intent = {
  epoch: { counter: 2, region: west },
  owner: 'e',
  from: east,
  to: west,
  calledAt: instant(now),
  kind: 'promote',
  replaces: [],
} as const;
/** The lines between that heading and the next empty one. */
const done = (parts: Partial<Help>): string[] | undefined =>
  help(parts).split('What was done:\n')[1]?.split('\n\n')[0]?.split('\n');

test('what was done, as far as the journal and the run know', () => {
  expect(done({ intent: { ...intent, replaces: [] } })).toEqual([
    '- the promotion of us-west-2 was noted at 2026-11-23T12:00:00.000Z under epoch 2 us-west-2; it may not have been sent',
    '- writes on every shard: not seen yet',
    '- the parameter: not published',
    '- the DNS record: not changed',
  ]);
  expect(
    done({
      intent: { ...intent, replaces: [], kind: 'adopt', verifiedAt: 'v', publishedAt: 'p', separateCalledAt: 's' },
    }),
  ).toEqual([
    '- us-west-2 was the primary already; epoch 2 us-west-2 was taken',
    '- the separation of us-west-2 was noted at s; it may not have been sent',
    '- writes on every shard: passed at v',
    '- the parameter: published at p',
    '- the DNS record: not changed',
  ]);
});
