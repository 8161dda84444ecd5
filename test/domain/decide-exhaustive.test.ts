import { expect, test } from '@jest/globals';
import type { Confirmation, Evidence } from '../../functions/contract/evidence.ts';
import type { Guard } from '../../functions/contract/request.ts';
import { decide } from '../../functions/domain/decide.ts';
import { nextStep } from '../../functions/domain/next-step.ts';
import { confirmation, justPromotable, policy } from '../support/evidence.ts';
import { ago, east, now } from '../support/sessions.ts';

const verdicts = ['down', 'up', 'unknown'] as const;
const sources = [
  ['ownReach', false],
  ['primaryApi', true],
  ['clientView', true],
  ['clientView', false],
] as const;
/** Every combination of verdicts, with the client's view from outside and from here. */
const confirmations: readonly (readonly Confirmation[])[] = [true, false].flatMap((outside) =>
  verdicts.flatMap((own) =>
    verdicts.flatMap((api) =>
      verdicts.map((client) => {
        const all = { ownReach: own, primaryApi: api, clientView: client };
        return sources
          .filter(([by, out]) => by !== 'clientView' || out === outside)
          .map(([by, out]) => confirmation(by, all[by], out));
      }),
    ),
  ),
);
const overrides: readonly (readonly Guard[])[] = [[], ['TooFewConfirmations'], ['DataStillArriving', 'DataUnknown']];

/** Every row of the table. A generator: it is walked several times and never held. */
function* rows(): Generator<Evidence> {
  for (const data of ['arriving', 'stopped', 'unknown'] as const)
    for (const seen of confirmations)
      for (const automation of ['auto', 'approve', 'observe', 'off', 'unreadable'] as const)
        for (const [trigger, override] of [['automatic', []] as const, ...overrides.map((o) => ['manual', o] as const)])
          for (const disagree of [[], [`${east} sees no PRIMARY`]])
            for (const lastPromotedAt of [undefined, ago(10)])
              for (const faults of [[], ['its role is creating']])
                for (const lossBoundMs of [undefined, 60_000, 60_001])
                  for (const badSince of [undefined, ago(120), ago(119)])
                    yield {
                      ...justPromotable,
                      trigger,
                      override: [...override],
                      automation,
                      roles: { ...justPromotable.roles, disagree },
                      dataArriving: { verdict: data, detail: 'as told' },
                      confirmations: [...seen],
                      target: { faults, ...(lossBoundMs !== undefined && { lossBoundMs }) },
                      badSince,
                      lastPromotedAt,
                    };
}

const actionOf = (evidence: Evidence) => decide(evidence, policy, now).action;
const confirmed = ({ confirmations: all }: Evidence): boolean => {
  const down = all.filter(({ verdict }) => verdict === 'down');
  return down.length >= 2 && down.some(({ outside }) => outside);
};

/** The rules that an automatic promotion must keep, by their numbers in docs/safety.md. */
const rules: Readonly<Record<string, (evidence: Evidence) => boolean>> = {
  'N1, two confirmations, one of them from outside': confirmed,
  'N2 and N3, data is known to have stopped': ({ dataArriving }) => dataArriving.verdict === 'stopped',
  'N6, the roles are clear': ({ roles }) => roles.disagree.length === 0 && roles.primary === roles.expected,
  'N7, the target is fit': ({ target }) => target.faults.length === 0 && (target.lossBoundMs ?? 60_001) <= 60_000,
  'N8, the cooldown is over': ({ lastPromotedAt }) => lastPromotedAt === undefined,
  'N9, the switch is at auto': ({ automation }) => automation === 'auto',
  'bad for as long as the policy says': ({ badSince }) => badSince === ago(120),
};

/** One walk over the whole table: which rules are broken by some promotion, and what is promoted or not. */
const walk = () => {
  const broken = new Set<string>();
  const withheld: Evidence[] = [];
  let promotions = 0;
  for (const evidence of rows()) {
    if (evidence.trigger !== 'automatic') continue;
    const failing = Object.entries(rules).filter(([, holds]) => !holds(evidence));
    const promotes = actionOf(evidence) === 'promote';
    if (promotes) promotions++;
    if (promotes) for (const [rule] of failing) broken.add(rule);
    if (!promotes && failing.length === 0) withheld.push(evidence);
  }
  return { broken, withheld, promotions };
};
const { broken, withheld, promotions } = walk();

test.each(Object.keys(rules))('no automatic promotion unless %s', (rule) => {
  expect(broken).not.toContain(rule);
});

test('an automatic promotion wherever all of them hold', () => {
  expect(withheld).toEqual([]);
  expect(promotions).toBeGreaterThan(0);
});

/** Each way to know one thing less. */
const withLess = (evidence: Evidence): Evidence[] => [
  ...(evidence.dataArriving.verdict === 'stopped'
    ? [{ ...evidence, dataArriving: { verdict: 'unknown' as const, detail: 'not read' } }]
    : []),
  ...evidence.confirmations.flatMap(({ verdict }, index) =>
    verdict === 'down'
      ? [
          {
            ...evidence,
            confirmations: evidence.confirmations.map((it, at) =>
              at === index ? { ...it, verdict: 'unknown' as const } : it,
            ),
          },
        ]
      : [],
  ),
];

test('N3: knowing less never turns a hold, a wait or a question into a promotion', () => {
  for (const evidence of rows()) {
    if (actionOf(evidence) === 'promote') continue;
    for (const less of withLess(evidence)) if (actionOf(less) === 'promote') expect([evidence, less]).toBe('monotone');
  }
});

test('an override waives for people only, and what may lose data is asked once more', () => {
  for (const evidence of rows()) {
    const { action, waived } = decide(evidence, policy, now);
    const losing = waived.some(({ guard }) => guard === 'DataStillArriving' || guard === 'DataUnknown');
    const unnamed = waived.some(({ guard }) => !evidence.override.includes(guard));
    const wrong =
      unnamed || (evidence.trigger === 'automatic' && waived.length > 0) || (losing && action === 'promote');
    if (wrong) expect(evidence).toBe('waived by people, by name');
  }
});

test('total and deterministic: the same evidence, the same answer, never a throw', () => {
  for (const evidence of rows()) {
    if (actionOf(evidence) !== actionOf({ ...evidence })) expect(evidence).toBe('the same');
  }
});

test('N20: a dry run closes whatever was decided', () => {
  for (const action of ['promote', 'adopt', 'wait', 'ask', 'hold'] as const)
    expect(nextStep({ action, reason: '', objections: [], waived: [] }, { mode: 'dry-run', claim: 'none' })).toBe(
      'close',
    );
});
