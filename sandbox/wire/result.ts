import type { Scenario } from '../stage/stage.ts';
import { problemsOf } from '../stage/verdict.ts';
import type { WireRun } from './play.ts';

/** What became of one scenario. */
export interface WireResult {
  readonly isFine: boolean;
  /** Name, seconds of the machine and of the world, and how it came out; then a line for each problem. */
  readonly line: string;
}

/** Judges a run by every checker, by what its scenario expects, and by whether it could be played at all. */
export const resultOf = (run: WireRun, scenario: Scenario, realMs: number): WireResult => {
  const { startedAt, endedAt } = run.record.truth;
  const seconds = `${Math.round(realMs / 1000)} s for ${Math.round((endedAt - startedAt) / 1000)} s`;
  const problems =
    run.notOnTheWire === undefined ? problemsOf(run, scenario) : [`not playable on the wire: ${run.notOnTheWire}`];
  const isFine = problems.length === 0;
  const word = isFine ? 'as promised' : 'NOT as promised';
  return {
    isFine,
    line: [`${scenario.name}: ${seconds}, ${word}`, ...problems.map((problem) => `    ${problem}`)].join('\n'),
  };
};
