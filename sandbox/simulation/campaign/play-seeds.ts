import { checkAll } from '../../checkers.ts';
import type { Scenario } from '../../stage/stage.ts';
import { problemsOf, promotionsOf } from '../../stage/verdict.ts';
import { play, ticks } from '../run.ts';
import type { Swarm } from '../run-record.ts';
import { type Tally, tallyOf } from './tally.ts';

/** Which runs: every `step`th seed from `first`, each with the scenarios in turn. */
export interface Seeds {
  readonly first: number;
  readonly runs: number;
  readonly step: number;
  /** Ends after the run with which so many failovers were made. */
  readonly failovers?: number | undefined;
}

/** What is kept of one run. */
export interface Result extends Tally {
  readonly seed: number;
  readonly scenario: string;
  readonly problems: readonly string[];
  readonly promotions: number;
  readonly virtualMs: number;
  readonly entries: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly convergedMs: number | undefined;
  /** The most memory that this process held so far, in bytes. */
  readonly peakBytes: number;
}

export interface Course {
  readonly scenarios: readonly Scenario[];
  readonly swarmOf: (seed: number) => Swarm;
  readonly quietTicks: boolean;
  readonly tell: (result: Result) => void;
}

/** Plays the runs one after the other. A seed always meets the same scenario, whatever runs beside it. */
export const playSeeds = async (
  { first, runs, step, failovers = Number.POSITIVE_INFINITY }: Seeds,
  course: Course,
): Promise<void> => {
  const { scenarios, tell } = course;
  let made = 0;
  for (let seed = first; seed < first + runs * step && made < failovers; seed += step) {
    const scenario = scenarios[seed % scenarios.length];
    if (!scenario) return;
    const result = await playOne(seed, scenario, course);
    made += result.promotions;
    tell(result);
  }
};

const playOne = async (seed: number, scenario: Scenario, { swarmOf, quietTicks }: Course): Promise<Result> => {
  const run = await play({ seed, scenario, swarm: swarmOf(seed), ...(quietTicks && { below: ticks }) });
  const violations = checkAll(run.record);
  const { startedAt, endedAt, healedAt = startedAt } = run.record.truth;
  return {
    seed,
    scenario: scenario.name,
    problems: problemsOf(run, scenario, violations),
    ...tallyOf(run.record, violations),
    promotions: promotionsOf(run),
    virtualMs: endedAt - startedAt,
    entries: run.history.length,
    ...run.writes,
    convergedMs: run.convergedAt === undefined ? undefined : run.convergedAt - healedAt,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
};
