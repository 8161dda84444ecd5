import { expect, test } from '@jest/globals';
import type { Evidence } from '../../functions/contract/evidence.ts';
import { FailoverRequest, type Guard, guards } from '../../functions/contract/request.ts';
import { decide } from '../../functions/domain/decide.ts';
import { outcomeMessage } from '../../functions/domain/messages/outcome-message.ts';
import { outcomeOf } from '../../functions/domain/outcome.ts';
import { justPromotable, policy } from '../support/evidence.ts';
import { aRun } from '../support/run.ts';
import { ago, east, instant, now, west } from '../support/sessions.ts';

/** Everything that can speak against a person's run does. */
const allBad: Evidence = {
  ...justPromotable,
  trigger: 'manual',
  automation: 'off',
  roles: { ...justPromotable.roles, disagree: ['x'], expected: 'eu-west-1' },
  dataArriving: { verdict: 'arriving', detail: 'as told' },
  confirmations: [],
  target: { faults: ['it holds no keys'] },
  change: { status: 'modifying', since: ago(1000) },
  badSince: undefined,
  preferred: east,
  lastPromotedAt: now,
  separated: east,
  unjournaled: { counter: 9, region: west },
};
const unknownData: Evidence = { ...allBad, dataArriving: { verdict: 'unknown', detail: 'as told' } };
const judge = (evidence: Evidence, override: Guard[]) => decide({ ...evidence, override }, policy, now);
const named = (objections: readonly { guard: Guard }[]) => objections.map(({ guard }) => guard);

/** What binds a person's run: each of these speaks in one of the two situations. */
const binding = guards.filter((guard) =>
  [allBad, unknownData].some((evidence) => named(judge(evidence, []).objections).includes(guard)),
);

test('every guard but those that bind automatic runs only speaks against a person’s run too', () => {
  expect(guards.filter((guard) => !binding.includes(guard))).toEqual(['AutomationOff', 'CoolingDown', 'NotPreferred']);
});

test.each(guards.flatMap((guard) => [allBad, unknownData].map((evidence) => [guard, evidence] as const)))(
  'naming %s waives exactly that, and nothing else',
  (guard, evidence) => {
    const without = named(judge(evidence, []).objections);
    const decision = judge(evidence, [guard, guard]);
    expect(named(decision.waived)).toEqual(without.filter((other) => other === guard));
    expect(named(decision.objections)).toEqual(without.filter((other) => other !== guard));
    expect(decision.action).toBe('hold');
  },
);

test.each(binding)('all but %s waived: that one still holds', (guard) => {
  for (const evidence of [allBad, unknownData]) {
    const spoke = named(judge(evidence, []).objections).includes(guard);
    const decision = judge(
      evidence,
      guards.filter((other) => other !== guard),
    );
    expect(named(decision.objections)).toEqual(spoke ? [guard] : []);
    if (spoke) expect(decision.action).not.toBe('promote');
  }
});

test.each(guards)('an automatic run waives nothing by naming %s', (guard) => {
  const automatic = { ...allBad, trigger: 'automatic' as const };
  expect(judge(automatic, [guard])).toEqual(judge(automatic, []));
});

test.each([
  'Exclusion',
  'ClaimLost',
  'Superseded',
  'Epoch',
  'PlanChanged',
  'Unconfirmed',
  'TakesNoWrites',
  'SwitchedOff',
  '*',
  '',
])('what may never be waived cannot be named: %j', (guard) => {
  expect(FailoverRequest.safeParse({ datastore: 'sessions', override: [guard] }).success).toBe(false);
});

test('what was waived is told, each with its reason, in the outcome and in the page', () => {
  const override: Guard[] = ['TargetUnfit', 'NotPersistent'];
  const evidence = { ...allBad, override };
  const assessment = { assessedAt: instant(now), next: 'close' as const, decision: judge(allBad, override), evidence };
  const outcome = outcomeOf({ run: aRun(), assessment }, { region: west, closedAt: instant(now) });
  expect(outcome.waived).toEqual(assessment.decision.waived);
  expect(named(outcome.waived ?? [])).toEqual(override);
  const { body } = outcomeMessage(outcome, aRun());
  expect(body).toContain('Waived TargetUnfit: it holds no keys');
  expect(body).toMatch(/^Waived NotPersistent: /m);
});
