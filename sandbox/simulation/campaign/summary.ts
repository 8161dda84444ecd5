import type { Result } from './play-seeds.ts';

/** Of each kind, so many runs are told by themselves. */
const MOST = 20;

/** What the runs came to, a line each. */
export const summarise = (
  results: readonly Result[],
  { wallMs, jobs, swarm, profile }: { wallMs: number; jobs: number; swarm: boolean; profile?: string | undefined },
): string => {
  const bad = results.filter(({ problems }) => problems.length > 0);
  const sum = (pick: (result: Result) => number): number => results.reduce((total, result) => total + pick(result), 0);
  const converged = results.flatMap(({ convergedMs }) => (convergedMs === undefined ? [] : [convergedMs]));
  const failovers = sum(({ promotions }) => promotions);
  const peak = results.reduce((most, { peakBytes }) => Math.max(most, peakBytes), 0);
  const options = `${profile === undefined ? '' : ` --profile ${profile}`}${swarm ? '' : ' --plain'}`;
  return [
    ...bad
      .slice(0, MOST)
      .map(({ seed, scenario, problems }) => `✗ ${replay(scenario, seed)}${options}\n  ${problems.join('\n  ')}`),
    ...results
      .filter(({ falsePromotions }) => falsePromotions > 0)
      .slice(0, MOST)
      .map(({ seed, scenario }) => `? ${replay(scenario, seed)}${options}\n  promoted a primary that in truth served`),
    `${results.length} runs, ${failovers} failovers, ${bad.length} runs with violations`,
    `false promotions ${sum(({ falsePromotions }) => falsePromotions)}, duplicate promotions ${sum(({ duplicatePromotions }) => duplicatePromotions)}, wrong endpoints ${sum(({ wrongEndpoints }) => wrongEndpoints)}`,
    `virtual time ${hours(sum(({ virtualMs }) => virtualMs))} h; a run converged ${seconds(median(converged))} s after healing (median)`,
    `writes acknowledged ${sum(({ acknowledged }) => acknowledged)}, of these lost ${sum(({ lost }) => lost)}: copies lag, and an old primary takes writes until it is demoted`,
    `${seconds(wallMs)} s on ${jobs} jobs, ${Math.round((wallMs * jobs) / Math.max(1, results.length))} ms per run and job`,
    `${Math.round((failovers / wallMs) * 60_000)} failovers per minute; at most ${Math.round(peak / 1024 ** 2)} MiB of memory per job`,
  ].join('\n');
};

const replay = (scenario: string, seed: number): string =>
  `npm run simulate -- --runs 1 --scenario ${scenario} --seed ${seed}`;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const seconds = (ms: number): string => (ms / 1000).toFixed(1);
const hours = (ms: number): string => (ms / 3_600_000).toFixed(1);
