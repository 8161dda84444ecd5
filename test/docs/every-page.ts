import type { Asked } from '../../functions/contract/approval.ts';
import * as catalogue from '../../functions/contract/errors.ts';
import { HoldName, type Outcome } from '../../functions/contract/execution.ts';
import { guards } from '../../functions/contract/request.ts';
import { requestOf } from '../../functions/domain/approval.ts';
import { approvalMessage } from '../../functions/domain/messages/approval.ts';
import { differenceMessage } from '../../functions/domain/messages/difference-message.ts';
import { helpMessage } from '../../functions/domain/messages/help-message.ts';
import { outcomeMessage } from '../../functions/domain/messages/outcome-message.ts';
import type { HoldReason } from '../../functions/domain/reconciliation.ts';
import { assessmentOf } from '../support/assessment.ts';
import { aRun } from '../support/run.ts';
import { instant, now, west } from '../support/sessions.ts';

/** The page about a run that ended without a failure. */
export const outcome = (parts: Partial<Outcome>): string =>
  outcomeMessage(
    {
      datastore: 'sessions',
      outcome: 'held',
      degraded: [],
      reason: 'r',
      region: west,
      objections: [],
      closedAt: instant(now),
      ...parts,
    },
    aRun(),
  ).body;

/** The page that asks people. */
export const approval = (action: Asked['action'], guard?: (typeof guards)[number]): string => {
  const objections = guard ? [{ guard, reason: 'r' }] : [];
  const assessed = assessmentOf();
  const asked: Asked = { action, datastore: 'sessions', target: west, epoch: 2, waives: [], lossBoundMs: 0 };
  return approvalMessage({
    run: aRun(),
    assessment: { ...assessed, decision: { ...assessed.decision, action: 'ask', objections } },
    request: requestOf(asked, { owner: 'me', now: new Date(now), seconds: 900 }),
    region: west,
    token: 't',
  }).body;
};

/** AWS names, those of Lambda and Step Functions, and what nobody knows. */
const foreign = ['AccessDeniedException', 'States.Timeout', 'Runtime.ExitError', 'TimeoutError', 'constructor', ''];
const errors = Object.values(catalogue).map((Failure) => new Failure(''));

/** The page about a run that failed. */
export const help = (name: string, remedy?: string): string =>
  helpMessage({
    region: west,
    execution: 'arn',
    datastore: 'sessions',
    error: { Error: name },
    remedy,
    state: {},
    intent: undefined,
    byHand: 'aws 1',
    lastResort: 'aws 2',
  }).body;

/** Complete: the compiler names a reason that is missing here. */
const holdReasons: Readonly<Record<HoldReason, true>> = {
  RunAtWork: true,
  JournalBehind: true,
  RolesUnclear: true,
  PrimaryUnpublished: true,
  Unconfirmed: true,
  TakesNoWrites: true,
  Unreadable: true,
  NotAMember: true,
};
/** What `Reconcile` pages besides: see functions/reconcile/settle.ts and record-not-changed.ts. */
const otherReasons = ['Separated', 'AutomationOff', 'SwitchUnreadable', 'RecordNotChanged'];
const failing = errors.map(({ name }) => name);

/** The page of `Reconcile`. */
export const difference = (reason: string): string =>
  differenceMessage({ datastore: 'sessions', region: west, reason, detail: 'd' }).body;

/** Every kind of page, for every name that it may be about. */
export const everyPage: readonly (readonly [what: string, body: string])[] = [
  ...guards.flatMap((guard) => [
    [`held ${guard}`, outcome({ objections: [{ guard, reason: 'r' }] })] as const,
    [`planned ${guard}`, outcome({ outcome: 'planned', objections: [{ guard, reason: 'r' }] })] as const,
    [`approve ${guard}`, approval('promote', guard)] as const,
  ]),
  ...HoldName.options.map((heldBy) => [`held ${heldBy}`, outcome({ heldBy })] as const),
  ['held for nothing', outcome({})],
  ['planned', outcome({ outcome: 'planned' })],
  ['approve', approval('promote')],
  ['approve separation', approval('separate')],
  ...(['lossy', 'adopted', 'separated'] as const).flatMap((what) => [
    [what, outcome({ outcome: what })] as const,
    [`degraded ${what}`, outcome({ outcome: what, degraded: ['d'] })] as const,
  ]),
  ...errors.map(({ name, remedy }) => [`help ${name}`, help(name, remedy)] as const),
  ...foreign.map((name) => [`help ${name}`, help(name)] as const),
  ...[...Object.keys(holdReasons), ...otherReasons, ...failing, ...foreign].map(
    (reason) => [`difference ${reason}`, difference(reason)] as const,
  ),
];
