import type { DrillReport } from './report.ts';

const seconds = (ms: number): string => (ms / 1000).toFixed(1).padStart(7);

/** The report as people read it. Pure. */
export const summaryOf = (report: DrillReport): readonly string[] => {
  const { scene, clients, writes, timeline, checks } = report;
  let before = 0;
  const rows = timeline.map(({ milestone, afterBlackoutMs }) => {
    const row = `  ${seconds(afterBlackoutMs)} s  ${`+${((afterBlackoutMs - before) / 1000).toFixed(1)}`.padStart(6)}  ${milestone}`;
    before = afterBlackoutMs;
    return row;
  });
  return [
    '',
    `Lost ${scene.lost}, ${scene.tookOver} took over. Since the blackout:`,
    ...rows,
    '',
    ...clients.map(
      ({ client, outageMs, acknowledged, errors }) =>
        `  ${`${client} client`.padEnd(18)} outage ${outageMs === null ? '  never back' : `${seconds(outageMs)} s`}   ${acknowledged} writes acknowledged, ${errors} errors`,
    ),
    `  writes lost        ${writes.lost} of ${writes.acknowledged} acknowledged; told: about ${writes.lossBoundMs === null ? 'unknown' : `${writes.lossBoundMs} ms`} of writes`,
    `  after the switch   ${writes.acknowledgedByOldPrimaryAfterSwitch} writes acknowledged by ${scene.lost}`,
    `  times to live      ${writes.timesToLiveCompared} keys compared`,
    '',
    ...checks.flatMap(({ held, title, violations }) => [
      `  ${held ? 'held  ' : 'BROKEN'}  ${title}`,
      ...violations.map((violation) => `            ${violation}`),
    ]),
    '',
    'Simulated, not measured:',
    ...report.simulated.map(({ what, ms, usualMs }) => `  ${seconds(ms)} s  ${what} (elsewhere ${usualMs / 1000} s)`),
    ...report.arranged.map((text) => `  ${text}`),
    '',
    `${checks.filter(({ held }) => held).length} of ${checks.length} checks held in ${(report.durationMs / 1000).toFixed(0)} s, ${(report.setUpMs / 1000).toFixed(0)} s of them set-up, at most ${report.peakMemoryMb} MB. Again: ${report.command}`,
  ];
};
