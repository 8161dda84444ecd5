import { expect, test } from '@jest/globals';
import type { Evidence } from '../../functions/contract/evidence.ts';
import type { HoldName } from '../../functions/contract/execution.ts';
import type { RunState } from '../../functions/contract/run-state.ts';
import { outcomeOf, overrideLosesData } from '../../functions/domain/outcome.ts';
import { assessmentOf } from '../support/assessment.ts';
import { recordOf } from '../support/readings.ts';
import { aRun } from '../support/run.ts';
import { ago, east, instant, now, west } from '../support/sessions.ts';

const closedAt = instant(now);
const tell = (parts: Partial<RunState> = {}) => outcomeOf({ run: aRun(), ...parts }, { region: west, closedAt });
const base = { datastore: 'sessions', region: west, closedAt, degraded: [], objections: [] };
const epoch = { counter: 2, region: west };
const check = { done: true, epoch, detail: 'every shard takes writes' };
const verification = { verifiedAt: instant(now), differences: [] };
const promotion = {
  outcome: 'requested' as const,
  epoch,
  from: east,
  calledAt: instant(now),
  evidenceReadAt: instant(now),
};
const held = { ...base, outcome: 'held', overrideWith: undefined };

test('a promotion tells its time from the last sign of data, and its bound', () => {
  expect(tell({ check, verification, promotion, assessment: assessmentOf() })).toStrictEqual({
    ...base,
    epoch,
    outcome: 'lossy',
    reason: 'every shard takes writes',
    rtoMs: 150_000,
    rpoBoundMs: 60_000,
  });
});

test('up to when everything acknowledged has arrived is told where it is known, and not of what was adopted', () => {
  const assessment = assessmentOf({ target: { faults: [], lossBoundMs: 800, recoveryPoint: ago(170) } });
  expect(tell({ check, verification, promotion, assessment })).toMatchObject({
    recoveryPoint: instant(ago(170)),
    rpoBoundMs: 50_000,
  });
  const adopted = tell({ check, verification, promotion: { ...promotion, outcome: 'already-primary' }, assessment });
  expect(adopted).not.toHaveProperty('recoveryPoint');
});

test('without a last sign of data the first bad look counts; without either no time is told', () => {
  const unseen = { verdict: 'stopped', detail: 'nothing arrived' } as const;
  const told = (facts: Partial<Evidence>) => tell({ check, verification, promotion, assessment: assessmentOf(facts) });
  expect(told({ dataArriving: unseen })).toMatchObject({ rtoMs: 120_000 });
  expect(told({ dataArriving: unseen, badSince: undefined })).not.toHaveProperty('rtoMs');
});

test('a promotion of which nothing more is known', () => {
  // As a check of an older deployment, which told no sentence, would be.
  const check = { done: true, epoch } as unknown as NonNullable<RunState['check']>;
  expect(tell({ check, verification })).toStrictEqual({
    ...base,
    epoch,
    outcome: 'lossy',
    reason: 'promoted',
  });
});

test('adopted', () => {
  expect(tell({ check, verification, promotion: { ...promotion, outcome: 'already-primary' } })).toStrictEqual({
    ...base,
    epoch,
    outcome: 'adopted',
    reason: 'us-west-2 was the primary already; it is published and verified',
  });
});

test('separated', () => {
  expect(tell({ check: { ...check, separated: true }, verification, promotion })).toMatchObject({
    outcome: 'separated',
  });
});

test('what people had to do with it stands there, and only that', () => {
  const record = recordOf(west, 2, { promotedAt: instant(ago(5)) });
  const assessment = assessmentOf({
    trigger: 'manual',
    override: ['NotPersistent'],
    badSince: undefined,
    switchNote: 'by ada',
  });
  expect(tell({ assessment, promotion, publication: [{ record }, {}] as never })).toMatchObject({
    waived: [{ guard: 'NotPersistent', reason: 'the last look from here was not all bad' }],
    switchNote: 'by ada',
    promotedAt: instant(ago(5)),
  });
  const failed = tell({ publication: [{ failed: { Error: 'PublicationFailed' } }, {}] as never });
  expect(failed).toStrictEqual({ ...held, reason: 'nothing was assessed' });
});

test.each<[reason: string, heldBy: HoldName | undefined, Partial<RunState>]>([
  [
    'PlanChanged: the evidence changed',
    'PlanChanged',
    { stopped: { Error: 'PlanChanged', Cause: 'the evidence changed' } },
  ],
  ['ClaimLost: gone', 'ClaimLost', { stopped: { Error: 'ClaimLost', Cause: 'gone' }, run: aRun({ claim: 'refused' }) }],
  ['Odd: never seen', undefined, { stopped: { Error: 'Odd', Cause: 'never seen' } }],
  ['nobody answered the request for approval in time', 'Unanswered', { unapproved: { Error: 'States.Timeout' } }],
  ['people declined: not now', 'ApprovalDeclined', { unapproved: { Error: 'ApprovalDeclined', Cause: 'not now' } }],
  ['people declined: no reason was given', 'ApprovalDeclined', { unapproved: { Error: 'ApprovalDeclined' } }],
  ['another run holds the datastore: run-9', 'ClaimRefused', { run: aRun({ claim: 'refused', claimedBy: 'run-9' }) }],
  ['another run holds the datastore: unknown', 'ClaimRefused', { run: aRun({ claim: 'refused' }) }],
  ['nothing was assessed', undefined, {}],
  ['nothing was assessed', undefined, { check }],
  ['nothing was assessed', undefined, { verification }],
  ['nothing was assessed', undefined, { run: aRun({ mode: 'dry-run' }) }],
])('held: %s', (reason, heldBy, parts) => {
  expect(tell(parts)).toStrictEqual({ ...held, reason, ...(heldBy && { heldBy }) });
});

test.each<[what: string, facts: Partial<Evidence>, override: object]>([
  ['nothing speaks against it', {}, { expectedPrimary: east }],
  [
    'what binds only ourselves need not be named',
    { automation: 'off', lastPromotedAt: now, preferred: undefined },
    { expectedPrimary: east },
  ],
  [
    'a guard that binds people is named',
    { badSince: undefined },
    { override: ['NotPersistent'], expectedPrimary: east },
  ],
  [
    'what was waived already stays waived, and a loss needs a name',
    {
      trigger: 'manual',
      override: ['DataUnknown'],
      dataArriving: { verdict: 'unknown', detail: 'not read' },
      badSince: undefined,
    },
    { override: ['DataUnknown', 'NotPersistent'], expectedPrimary: east, requestedBy: 'YOUR NAME' },
  ],
  [
    'no primary is seen: none is expected',
    { roles: { here: 'SECONDARY', disagree: [] } },
    { override: ['RolesUnclear'] },
  ],
  [
    'this Region is the primary: none else is expected',
    { roles: { primary: west, here: 'PRIMARY', disagree: ['it sees none'] } },
    { override: ['RolesUnclear'] },
  ],
  [
    'this Region is one of two: none else is expected',
    { roles: { primary: east, here: 'PRIMARY', disagree: [] } },
    { override: ['RolesUnclear'] },
  ],
])('the override to paste: %s', (_, facts, override) => {
  expect(tell({ assessment: assessmentOf(facts) }).overrideWith).toStrictEqual({
    datastore: 'sessions',
    ...override,
    reason: 'WHY YOU KNOW BETTER',
  });
});

test('a run that lost its claim has nothing to overrule', () => {
  expect(tell({ assessment: assessmentOf(), stopped: { Error: 'ClaimLost' } }).overrideWith).toBeUndefined();
});

test('only an override of what may lose data asks once more', () => {
  expect(overrideLosesData({})).toBe(false);
  expect(overrideLosesData({ overrideWith: {} })).toBe(false);
  expect(overrideLosesData({ overrideWith: { override: ['NotPersistent'] } })).toBe(false);
  expect(overrideLosesData({ overrideWith: { override: ['NotPersistent', 'LossAboveLimit'] } })).toBe(true);
});
