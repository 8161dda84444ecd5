import { expect, test } from '@jest/globals';
import demo from '../../failover.config.ts';
import { guards } from '../../functions/contract/request.ts';
import { synthesise } from '../infra/synthesised.ts';
import { approval, difference, everyPage, help, outcome } from './every-page.ts';
import { anchorsOf, linksOf, pageOf } from './markdown.ts';

const runbook = pageOf('docs/runbook.md');

const anchorsIn = (text: string): string[] =>
  [...text.matchAll(/docs\/runbook\.md#([\w-]*)/g)].map(([, to = '']) => to);
const lastLine = (body: string): string => body.split('\n').at(-1) ?? '';
const alarms = [...synthesise(demo).values()]
  .flatMap((stack) => [...stack.ofType('AWS::CloudWatch::Alarm'), ...stack.ofType('AWS::CloudWatch::CompositeAlarm')])
  .map(({ Properties }) => String(Properties.AlarmDescription));

test.each(everyPage)('%s: the last line leads to the runbook, and each link arrives', (_, body) => {
  expect(lastLine(body)).toMatch(/^Runbook: docs\/runbook\.md#[\w-]+(, docs\/runbook\.md#[\w-]+)*$/);
  expect(anchorsIn(body).filter((anchor) => !anchorsOf(runbook).has(anchor))).toEqual([]);
});

test.each<[what: string, body: string, anchors: readonly string[]]>([
  [
    'each guard that held',
    outcome({ objections: guards.map((guard) => ({ guard, reason: 'r' })) }),
    guards.map((guard) => guard.toLowerCase()),
  ],
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

const linked = new Set([...everyPage.map(([, body]) => body), ...alarms].flatMap(anchorsIn));
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
