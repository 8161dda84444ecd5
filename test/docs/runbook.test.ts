import { expect, test } from '@jest/globals';
import demo from '../../failover.config.ts';
import { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import { FailoverRequest, guards } from '../../functions/contract/request.ts';
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

test('each guard that may hold a run is explained', () => {
  const [, held = ''] = /^### A run held$(.*?)^### /ms.exec(runbook.prose) ?? [];
  expect(guards.filter((guard) => !held.includes(`\`${guard}\``))).toEqual([]);
});

const examples = pages.flatMap(({ file, text }) =>
  [...text.matchAll(/\{"datastore": ?"(?!<)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g)].map(([json]) => ({ file, json })),
);

test('each example of a request is one, and each example of a published value too', () => {
  expect(examples.length).toBeGreaterThan(5);
  for (const { file, json } of examples) {
    const filled = json.replace("'$counter'", '2').replace(/'\$\w+'|<[\w ]+>/g, 'cache.example.com');
    const example = JSON.parse(filled);
    const schema = 'epoch' in example ? PublishedEndpoint : FailoverRequest;
    expect({ file, json, problems: schema.safeParse(example).error?.issues }).toMatchObject({ problems: undefined });
  }
});
