import { expect, test } from '@jest/globals';
import { judge } from '../../sandbox/drill/checks.ts';
import type { Observation } from '../../sandbox/drill/observation.ts';
import { DrillReport } from '../../sandbox/drill/report.ts';
import { summaryOf } from '../../sandbox/drill/summary.ts';
import { reportOf } from '../../sandbox/drill/write-report.ts';
import { east, west } from '../support/sessions.ts';
import { aDrill, at, withWrites, write } from './a-drill.ts';

const report = (observation: Observation) =>
  reportOf(observation, judge(observation), {
    startedAt: at(-30),
    setUpMs: 2_000,
    endedAt: at(71),
    seed: 7,
    versions: { project: 'x 1', node: 'v24', redis: 'valkey 8', os: 'linux' },
    arranged: ['something'],
    peakMemoryMb: 600,
  });

test('the report has the documented shape, and says the same as JSON', () => {
  const made = report(aDrill());
  expect(DrillReport.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
});

test('it measures what clients felt, from the last acknowledgement before to the first after', () => {
  expect(report(aDrill())).toMatchObject({
    held: true,
    durationMs: 101_000,
    setUpMs: 2_000,
    command: 'script/drill --seed 7',
    scene: { lost: east, tookOver: west },
    clients: [
      { client: 'parameter', acknowledged: 4, errors: 30, outageMs: 59_000 },
      { client: 'record', acknowledged: 4, errors: 30, outageMs: 59_000 },
    ],
    writes: {
      acknowledged: 8,
      lost: 0,
      lossBoundMs: 5_000,
      acknowledgedByOldPrimaryAfterSwitch: 0,
      timesToLiveCompared: 4,
    },
  });
});

test('it times everything from the blackout, in the order in which it happened', () => {
  const { timeline } = report(aDrill());
  expect(timeline.map(({ afterBlackoutMs }) => afterBlackoutMs)).toEqual(
    timeline.map(({ afterBlackoutMs }) => afterBlackoutMs).toSorted((a, b) => a - b),
  );
  expect(timeline).toEqual(
    expect.arrayContaining([
      { milestone: 'blackout', afterBlackoutMs: 0 },
      { milestone: 'promotion called', afterBlackoutMs: 43_000 },
      // The role is shown after the first write was possible: the later of the two counts.
      { milestone: 'promotion visible', afterBlackoutMs: 53_500 },
      { milestone: 'parameter client back', afterBlackoutMs: 58_000 },
    ]),
  );
});

test('it counts what was lost and what the deposed primary acknowledged, and does not hold', () => {
  const made = report(aDrill({ clients: withWrites(write('late', 61, east)), stored: new Map() }));
  expect(made).toMatchObject({ held: false, writes: { lost: 10, acknowledgedByOldPrimaryAfterSwitch: 2 } });
});

test('a drill without a blackout has an empty timeline, and still a report', () => {
  const made = report(aDrill({ entries: [], clients: [] }));
  expect(DrillReport.parse(made)).toMatchObject({ held: false, timeline: [], clients: [] });
});

test('the summary names every check, and each violation below it', () => {
  const made = report(aDrill({ oldPrimaryLink: 'down' }));
  const text = summaryOf(made).join('\n');
  for (const { title } of made.checks) expect(text).toContain(title);
  expect(text).toMatch(/BROKEN {2}us-east-1 came back as a copy of us-west-2\n +its link to the new primary is down/);
  expect(text).toContain('15 of 16 checks held');
});
