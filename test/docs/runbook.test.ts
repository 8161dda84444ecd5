import { expect, test } from '@jest/globals';
import demo from '../../failover.config.ts';
import * as catalogue from '../../functions/contract/errors.ts';
import { HoldName } from '../../functions/contract/execution.ts';
import { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import { FailoverRequest, guards } from '../../functions/contract/request.ts';
import { anotherError, runbookSection } from '../../functions/domain/messages/runbook-section.ts';
import { synthesise } from '../infra/synthesised.ts';
import { anchorsOf, pageOf, pages } from './markdown.ts';

const runbook = pageOf('docs/runbook.md');

const describedAlarms = [...synthesise(demo).values()]
  .flatMap((stack) => [...stack.ofType('AWS::CloudWatch::Alarm'), ...stack.ofType('AWS::CloudWatch::CompositeAlarm')])
  .map(({ Properties }) => String(Properties.AlarmDescription));

const sectionIn = (description: string): string | undefined => /docs\/runbook\.md#([\w-]+)/.exec(description)?.[1];

test('each alarm leads to a section of the runbook', () => {
  expect(describedAlarms.length).toBeGreaterThan(0);
  for (const description of describedAlarms) expect([...anchorsOf(runbook)]).toContain(sectionIn(description));
});

test('each section on an alarm belongs to one that is deployed, and says what it means, where to look, what to do', () => {
  const [, alarms = ''] = /^## Alarms$(.*?)^## /ms.exec(runbook.prose) ?? [];
  const sections = alarms.split(/^### /m).slice(1);
  expect(sections.length).toBeGreaterThan(0);
  for (const section of sections) {
    expect(describedAlarms.map(sectionIn)).toContain(section.split('\n')[0]);
    expect(section).toMatch(/\*\*Means:\*\*.*\*\*Look at:\*\*.*\*\*Do:\*\*/s);
  }
});

/** Each section under a heading of the second level, by its own heading, with its labelled lines. */
const sectionsUnder = (heading: string): ReadonlyMap<string, Readonly<Record<string, string>>> => {
  const [, part = ''] = new RegExp(`^## ${heading}$(.*?)(?=^## |(?![^]))`, 'ms').exec(runbook.prose) ?? [];
  return new Map(
    part
      .split(/^### /m)
      .slice(1)
      .map((section) => {
        const lines = [...section.matchAll(/^- \*\*([^:]+):\*\* (.+)$/gm)].map(([, label, said]) => [label, said]);
        return [section.split('\n')[0] ?? '', Object.fromEntries(lines)];
      }),
  );
};
const holds = sectionsUnder('Holds');
const differences = sectionsUnder('Differences');
const failures = sectionsUnder('Failures');

/** What each section on a failure says; the remedy in the catalogue's very words, where the catalogue has it. */
const explained = (remedy: unknown) => ({
  Means: expect.stringMatching(/^.{20,}\.$/),
  Changed: expect.stringMatching(/^.{5,}\.$/),
  Do: remedy,
});
const errors = Object.values(catalogue).map((Failure) => new Failure(''));
const endsAsHold = HoldName.options;

test('the holds are the guards, in the order in which they are checked, and then what else holds a run', () => {
  expect([...holds.keys()]).toEqual([...guards, ...endsAsHold]);
});

test('each guard: when it speaks, what to be sure of before it is waived, and what to do', () => {
  for (const guard of guards)
    expect({ guard, ...holds.get(guard) }).toEqual({
      guard,
      'Speaks when': expect.stringMatching(/^.{20,}$/),
      'Before you waive it': expect.stringMatching(/^.{20,}$/),
      Do: expect.stringMatching(/^.{10,}$/),
    });
});

test('each error of the catalogue has one section, beside those on other holds and other errors', () => {
  const names = errors.map(({ name }) => name);
  expect([...failures.keys(), ...endsAsHold].sort()).toEqual(
    [...new Set<string>([...names, ...endsAsHold, anotherError])].sort(),
  );
});

test.each(errors.map((error) => [error.name, error.remedy] as const))(
  '%s: what it means, what was changed, and the very words of its remedy',
  (name, remedy) => {
    expect(failures.get(name) ?? holds.get(name)).toEqual(explained(remedy));
  },
);

test('all else that is no guard says what it means, what was changed, and what to do', () => {
  const others = [...differences, ...[...failures, ...holds].filter(([name]) => /^(Another|Claim|Unans)/.test(name))];
  expect(others.length).toBeGreaterThan(8);
  for (const [name, section] of others)
    expect({ name, ...section }).toEqual({ name, ...explained(expect.stringMatching(/^.{10,}\.$/)) });
});

test('no two sections have the same name, so that each is led to by it', () => {
  const headings = [...runbook.prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  expect(new Set(headings.map((heading) => heading.toLowerCase())).size).toBe(headings.length);
  expect(headings.map(runbookSection)).toEqual([...anchorsOf(runbook)].map((anchor) => `docs/runbook.md#${anchor}`));
});

const examples = pages.flatMap(({ file, text }) =>
  [...text.matchAll(/\{"datastore": ?"(?!<)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g)].map(([json]) => ({ file, json })),
);

test('each example of a request is one, and each example of a published value too', () => {
  expect(examples.length).toBeGreaterThan(5);
  for (const { file, json } of examples) {
    const filled = json
      .replace("'$counter'", '2')
      .replace("'$separated'", ',"separated":true')
      .replace(/'\$\w+'|<[\w ]+>/g, 'cache.example.com');
    const example = JSON.parse(filled);
    const schema = 'epoch' in example ? PublishedEndpoint : FailoverRequest;
    expect({ file, json, problems: schema.safeParse(example).error?.issues }).toMatchObject({ problems: undefined });
  }
});
