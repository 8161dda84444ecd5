import { expect, test } from '@jest/globals';
import type { Outcome } from '../../functions/contract/execution.ts';
import { outcomeMessage } from '../../functions/domain/messages/outcome-message.ts';
import { aRun } from '../support/run.ts';
import { ago, east, instant, now, west } from '../support/sessions.ts';

/** What became of a run, as people get it, whole. */
const told = (parts: Partial<Outcome>, others?: readonly string[]): string => {
  const outcome: Outcome = {
    datastore: 'sessions',
    outcome: 'lossy',
    degraded: [],
    reason: 'done',
    region: west,
    objections: [],
    closedAt: instant(now),
    ...parts,
  };
  const { subject, body } = outcomeMessage(outcome, aRun(), others);
  return `${subject}\n${body}`;
};
const epoch = { counter: 2, region: west };
const published = { epoch, promotedAt: instant(ago(5)), degraded: ['dns'] };

test('failed over, with something left to do, and how to end the cooldown', () => {
  expect(told(published, [east])).toBe(
    `DEGRADED: FAILED OVER: sessions in us-west-2
done
Epoch 2 us-west-2 is published and takes writes.
From the last look that saw data arrive to verified writes: unknown.
Acknowledged writes may be lost; how many is unknown.
Left to do: dns. Reconcile repeats it every minute.

No other Region takes over by itself before the cooldown is over. To end it early, once you know that this was right:
aws ssm put-parameter --region us-east-1 --name /failover/sessions/acknowledged --type String --overwrite --value '{"epoch":2,"region":"us-west-2","promotedAt":"2026-11-23T11:59:55.000Z","by":"YOUR NAME"}'

Execution: arn:aws:states:us-west-2:111122223333:execution:failover:run-1
Runbook: docs/runbook.md#what-is-left-to-do, docs/runbook.md#after-it-is-over`,
  );
});

test.each<[string, Partial<Outcome>, string[] | undefined]>([
  ['nobody else may take over', published, []],
  ['nobody is named who may', published, undefined],
  ['no time was published', { epoch }, [east]],
  ['nothing was published', { promotedAt: instant(now) }, [east]],
])('no cooldown is told where %s', (_, parts, others) => {
  expect(told(parts, others)).not.toContain('cooldown');
});

test('separated, and the way back', () => {
  expect(told({ ...published, outcome: 'separated' }, [east])).toBe(
    `DEGRADED: SEPARATED: sessions in us-west-2
done
Epoch 2 us-west-2 is published and takes writes.
From the last look that saw data arrive to verified writes: unknown.
Acknowledged writes may be lost; how many is unknown.
Whatever the old primary acknowledged since, or still does, is not in us-west-2; how much is unknown.
It is still the primary of what remains of its Global Datastore: keep writers away from it.
Nothing of ours promotes or publishes another Region until people have rebuilt.
The way back:
1. Keep writers away from the old primary, and save from it what only it has.
2. Create a new Global Datastore with the cluster in us-west-2 as its primary, and a new secondary in the other Region.
3. Put their new ids into failover.config.ts and deploy.
4. Start an execution in us-west-2 with: {"datastore": "sessions"}
Left to do: dns. Reconcile repeats it every minute.

Execution: arn:aws:states:us-west-2:111122223333:execution:failover:run-1
Runbook: docs/runbook.md#rebuild-after-a-separation`,
  );
});

test('adopted', () => {
  expect(told({ outcome: 'adopted', epoch }, [east])).toBe(
    `ADOPTED: sessions in us-west-2
done
Epoch 2 us-west-2 is published and takes writes.

Execution: arn:aws:states:us-west-2:111122223333:execution:failover:run-1
Runbook: docs/runbook.md#after-it-is-over`,
  );
});

test('planned', () => {
  const plan = [{ call: 'c', before: 'b', after: 'a' }];
  expect(told({ outcome: 'planned', plan, overrideWith: { datastore: 'sessions' } })).toBe(
    `DRY RUN, nothing changed: sessions in us-west-2
done
Would call c: b -> a

If you know better, start an execution of the state machine in us-west-2 with:
{"datastore":"sessions"}

Execution: arn:aws:states:us-west-2:111122223333:execution:failover:run-1
Runbook: docs/runbook.md#holds`,
  );
});

test('held, and how to overrule it', () => {
  const overrideWith = { datastore: 'sessions', override: ['DataUnknown'] };
  expect(told({ outcome: 'held', objections: [{ guard: 'DataUnknown', reason: 'r' }], overrideWith })).toBe(
    `HELD, nothing changed: sessions in us-west-2
done
DataUnknown: r

If you know better, start an execution of the state machine in us-west-2 with:
{"datastore":"sessions","override":["DataUnknown"]}
It asks for an approval first, because it may lose data.

Execution: arn:aws:states:us-west-2:111122223333:execution:failover:run-1
Runbook: docs/runbook.md#dataunknown`,
  );
  expect(told({ outcome: 'held' })).not.toContain('know better');
});

test('held by what became of the run itself, and that leads to its own section first', () => {
  expect(told({ outcome: 'held', heldBy: 'ApprovalDeclined' })).toMatch(
    /\nRunbook: docs\/runbook\.md#approvaldeclined$/,
  );
  const objections = [{ guard: 'DataUnknown' as const, reason: 'r' }];
  expect(told({ outcome: 'held', heldBy: 'ClaimLost', objections })).toMatch(
    /\nRunbook: docs\/runbook\.md#claimlost, docs\/runbook\.md#dataunknown$/,
  );
});
