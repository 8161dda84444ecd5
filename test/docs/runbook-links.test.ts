import { expect, test } from '@jest/globals';
import demo from '../../failover.config.ts';
import type { Asked } from '../../functions/contract/approval.ts';
import * as catalogue from '../../functions/contract/errors.ts';
import type { Outcome } from '../../functions/contract/execution.ts';
import { HoldName } from '../../functions/contract/execution.ts';
import { guards } from '../../functions/contract/request.ts';
import { requestOf } from '../../functions/domain/approval.ts';
import { approvalMessage } from '../../functions/domain/messages/approval.ts';
import { differenceMessage } from '../../functions/domain/messages/difference-message.ts';
import { helpMessage } from '../../functions/domain/messages/help-message.ts';
import { outcomeMessage } from '../../functions/domain/messages/outcome-message.ts';
import type { HoldReason } from '../../functions/domain/reconciliation.ts';
import { synthesise } from '../infra/synthesised.ts';
import { assessmentOf } from '../support/assessment.ts';
import { aRun } from '../support/run.ts';
import { instant, now, west } from '../support/sessions.ts';
import { anchorsOf, linksOf, pageOf } from './markdown.ts';

const runbook = pageOf('docs/runbook.md');

const outcome = (parts: Partial<Outcome>): string =>
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

const approval = (action: Asked['action'], guard?: (typeof guards)[number]): string => {
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

const help = (name: string, remedy?: string): string =>
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

const difference = (reason: string): string =>
  differenceMessage({ datastore: 'sessions', region: west, reason, detail: 'd' }).body;

/** Every kind of page, for every name that it may be about. */
const pages: readonly (readonly [what: string, body: string])[] = [
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

const anchorsIn = (text: string): string[] =>
  [...text.matchAll(/docs\/runbook\.md#([\w-]*)/g)].map(([, to = '']) => to);
const lastLine = (body: string): string => body.split('\n').at(-1) ?? '';
const alarms = [...synthesise(demo).values()]
  .flatMap((stack) => [...stack.ofType('AWS::CloudWatch::Alarm'), ...stack.ofType('AWS::CloudWatch::CompositeAlarm')])
  .map(({ Properties }) => String(Properties.AlarmDescription));

test.each(pages)('%s: the last line leads to the runbook, and each link arrives', (_, body) => {
  expect(lastLine(body)).toMatch(/^Runbook: docs\/runbook\.md#[\w-]+(, docs\/runbook\.md#[\w-]+)*$/);
  expect(anchorsIn(body).filter((anchor) => !anchorsOf(runbook).has(anchor))).toEqual([]);
});

test.each<[what: string, body: string, anchors: readonly string[]]>([
  ['each guard that held', outcome({ objections: guards.map((guard) => ({ guard, reason: 'r' })) }), lower(guards)],
  [
    'what held besides comes before the guards of the look before',
    outcome({ heldBy: 'PlanChanged', objections: [{ guard: 'NotPersistent', reason: 'r' }] }),
    ['planchanged', 'notpersistent'],
  ],
  ['a hold without a name', outcome({}), ['holds']],
  ['a failover that is over', outcome({ outcome: 'lossy' }), ['after-it-is-over']],
  ['an adoption', outcome({ outcome: 'adopted' }), ['after-it-is-over']],
  ['a degraded failover', outcome({ outcome: 'lossy', degraded: ['d'] }), ['what-is-left-to-do', 'after-it-is-over']],
  ['a separation', outcome({ outcome: 'separated', degraded: ['d'] }), ['rebuild-after-a-separation']],
  ['a question', approval('promote', 'LossAboveLimit'), ['a-request-for-approval', 'lossabovelimit']],
  ['the last question', approval('separate'), ['last-resort-separate', 'rebuild-after-a-separation']],
  ['an error of ours', help('Superseded', 'r'), ['superseded']],
  ["an error of AWS's", help('States.Timeout'), ['another-error']],
  ['a difference', difference('NotAMember'), ['notamember']],
  ['a reminder', difference('Separated'), ['separated', 'rebuild-after-a-separation']],
  ["a step that failed under AWS's name", difference('ThrottlingException'), ['another-error']],
])('%s leads to its own sections', (_, body, anchors) => {
  expect(anchorsIn(lastLine(body))).toEqual(anchors);
});

function lower(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase());
}

const linked = new Set([...pages.map(([, body]) => body), ...alarms].flatMap(anchorsIn));
const sectionsOf = (heading: string): string[] => {
  const [, part = ''] = new RegExp(`^## ${heading}$(.*?)^## `, 'ms').exec(runbook.prose) ?? [];
  return [...anchorsOf({ ...runbook, prose: part })];
};

test.each(['Holds', 'Differences', 'Failures', 'Alarms'])('%s: a page or an alarm leads to each section', (heading) => {
  expect(sectionsOf(heading).length).toBeGreaterThan(5);
  expect(sectionsOf(heading).filter((anchor) => !linked.has(anchor))).toEqual([]);
});

test('every other section is reached from one that is', () => {
  const sections = runbook.prose.split(/^(?=#{2,3} )/m).map((text) => ({ ...runbook, text, prose: text }));
  const reached = new Set(linked);
  const leadOn = (): boolean => {
    const before = reached.size;
    for (const section of sections.filter((each) => [...anchorsOf(each)].some((anchor) => reached.has(anchor))))
      for (const target of linksOf(section)) if (target.startsWith('#')) reached.add(target.slice(1));
    return reached.size > before;
  };
  while (leadOn());
  // Where everybody begins, whatever paged them.
  const start = ['runbook', 'what-the-page-says', 'alarms', 'what-people-decide', 'differences'];
  expect([...anchorsOf(runbook)].filter((anchor) => !reached.has(anchor) && !start.includes(anchor))).toEqual([]);
});
