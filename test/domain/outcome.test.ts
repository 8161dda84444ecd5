import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Evidence } from '../../functions/contract/evidence.ts';
import { Outcome } from '../../functions/contract/execution.ts';
import { FailoverRequest, guards } from '../../functions/contract/request.ts';
import type { RunState } from '../../functions/contract/run-state.ts';
import { decide } from '../../functions/domain/decide.ts';
import { outcomeOf, overrideLosesData } from '../../functions/domain/outcome.ts';
import { assessmentOf } from '../support/assessment.ts';
import { confirmation, justPromotable, policy } from '../support/evidence.ts';
import { aRun, arnOf } from '../support/run.ts';
import { ago, east, instant, now, west } from '../support/sessions.ts';

const closedAt = instant(now);
const tell = (parts: Partial<RunState> = {}) => outcomeOf({ run: aRun(), ...parts }, { region: west, closedAt });
const epoch = { counter: 2, region: west };
const done = {
  check: { done: true, epoch, detail: `${west} is PRIMARY and every shard takes writes` },
  verification: { verifiedAt: instant(now), differences: [] },
};
const promotion = {
  outcome: 'requested' as const,
  epoch,
  from: east,
  calledAt: instant(now),
  evidenceReadAt: instant(now),
};

test('promoted and verified: lossy, with its epoch and the bound of what may be lost', () => {
  expect(tell({ ...done, promotion, assessment: assessmentOf({}, 'promote') })).toMatchObject({
    outcome: 'lossy',
    epoch,
    rpoBoundMs: 60_000,
    degraded: [],
    rtoMs: expect.any(Number),
  });
});

test('an unknown bound is absent, never zero', () => {
  const assessment = assessmentOf({ target: { faults: [] } }, 'promote');
  expect(tell({ ...done, promotion, assessment })).not.toHaveProperty('rpoBoundMs');
});

test('a primary already: adopted, and nothing is said of loss', () => {
  const adopted = tell({ ...done, promotion: { ...promotion, outcome: 'already-primary' } });
  expect(adopted).toMatchObject({ outcome: 'adopted', epoch });
  expect(adopted).not.toHaveProperty('rpoBoundMs');
});

test('what is left to do degrades', () => {
  const verification = { ...done.verification, differences: ['the DNS record was not changed'] };
  expect(tell({ ...done, verification, promotion }).degraded).toEqual(['the DNS record was not changed']);
});

test('a dry run is planned, with what it would do and what speaks against it', () => {
  const assessment = { ...assessmentOf({ badSince: undefined }), plan: [{ call: 'c', before: 'b', after: 'a' }] };
  expect(tell({ run: aRun({ mode: 'dry-run' }), assessment })).toMatchObject({
    outcome: 'planned',
    reason: expect.stringMatching(/^would hold: NotPersistent/),
    objections: [{ guard: 'NotPersistent' }],
    plan: assessment.plan,
  });
});

test.each<[RegExp, Partial<RunState>]>([
  [/^NotPersistent: /, { assessment: assessmentOf({ badSince: undefined }) }],
  [/nobody answered/, { assessment: assessmentOf({}, 'ask'), unapproved: { Error: 'States.Timeout' } }],
  [
    /declined: not today/,
    { assessment: assessmentOf({}, 'ask'), unapproved: { Error: 'ApprovalDeclined', Cause: 'not today' } },
  ],
  [
    /^PlanChanged: data arrives$/,
    {
      assessment: assessmentOf({}, 'promote'),
      stopped: { Error: 'PlanChanged', Cause: '{"errorMessage":"data arrives"}' },
    },
  ],
  [/^ClaimLost: no cause was given$/, { assessment: assessmentOf({}, 'promote'), stopped: { Error: 'ClaimLost' } }],
  [/another run holds the datastore: .*run-2/, { run: aRun({ claim: 'refused', claimedBy: arnOf('run-2') }) }],
])('held, and says why: %s', (reason, state) => {
  expect(tell(state)).toMatchObject({ outcome: 'held', reason: expect.stringMatching(reason) });
});

test('a run that was taken over offers nothing to paste, one whose plan changed does', () => {
  const assessment = assessmentOf({}, 'promote');
  expect(tell({ assessment, stopped: { Error: 'ClaimLost' } }).overrideWith).toBeUndefined();
  expect(tell({ assessment, stopped: { Error: 'PlanChanged' } }).overrideWith).toMatchObject({ expectedPrimary: east });
});

/** Any evidence at all: whatever is decided, the hold's JSON must work. */
const anyEvidence: fc.Arbitrary<Evidence> = fc
  .record({
    trigger: fc.constantFrom('automatic', 'manual'),
    override: fc.subarray([...guards]),
    automation: fc.constantFrom('auto', 'approve', 'observe', 'off', 'unreadable'),
    roles: fc.record({
      primary: fc.constantFrom(undefined, east, west),
      here: fc.constantFrom('SECONDARY', 'PRIMARY', 'unknown'),
      disagree: fc.constantFrom([], ['us-east-1 sees no PRIMARY']),
      expected: fc.constantFrom(undefined, east, west),
      requested: fc.constantFrom(undefined, east, west),
    }),
    dataArriving: fc.record({ verdict: fc.constantFrom('arriving', 'stopped', 'unknown'), detail: fc.string() }),
    badSince: fc.constantFrom(undefined, ago(1), ago(500)),
    confirmations: fc.subarray([
      confirmation('ownReach', 'down'),
      confirmation('primaryApi', 'down'),
      confirmation('clientView', 'unknown'),
    ]),
    target: fc.record({
      faults: fc.constantFrom([], ['it holds no keys']),
      lossBoundMs: fc.constantFrom(undefined, 1, 99_999),
    }),
    change: fc.constantFrom(
      undefined,
      { status: 'modifying', since: ago(1) },
      { status: 'modifying', since: ago(999) },
    ),
    preferred: fc.constantFrom(undefined, east, west),
    lastPromotedAt: fc.constantFrom(undefined, ago(1)),
  } as const)
  // fast-check's constants are read-only, the schema's lists are not.
  .map((facts) => ({ ...justPromotable, ...structuredClone(facts) }) as unknown as Evidence);

test("a hold's JSON parses, is a request, and overrides exactly what held", () => {
  fc.assert(
    fc.property(anyEvidence, (evidence) => {
      const outcome = tell({ assessment: assessmentOf(evidence) });
      expect(() => Outcome.parse(outcome)).not.toThrow();
      const request = FailoverRequest.parse(JSON.parse(JSON.stringify(outcome.overrideWith)));

      const { override, expectedPrimary: expected } = request;
      const again = decide(
        { ...evidence, trigger: 'manual', override, roles: { ...evidence.roles, expected, requested: expected } },
        policy,
        now,
      );
      expect(['promote', 'adopt', 'ask']).toContain(again.action);
      expect(again.action === 'ask').toBe(evidence.roles.here !== 'PRIMARY' && overrideLosesData(outcome));
      expect(guards).toEqual(expect.arrayContaining([...override]));
    }),
    { numRuns: 500 },
  );
});
