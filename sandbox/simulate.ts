/** `npm run simulate`: plays scenarios in the simulation, by seed, and checks every promise on every run. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Profile } from '../functions/contract/policy.ts';
import { parse, runProgram, UsageError, wholeNumber } from './commands/command-line.ts';
import type { Result } from './simulation/campaign/play-seeds.ts';
import { runCampaign } from './simulation/campaign/run-campaign.ts';
import { loadScenarios } from './simulation/campaign/scenarios.ts';
import { summarise } from './simulation/campaign/summary.ts';
import { play } from './simulation/run.ts';
import { swarmFor } from './simulation/swarm.ts';

const help = `npm run simulate -- [--runs N | --failovers N] [--seed S] [--scenario NAME] [--jobs J] [--profile P] [--plain] [--quiet-ticks] [--history FILE] [--list]

  --runs N         how many runs                                    (1)
  --failovers N    as many runs as it takes until the functions made N promotions
  --seed S         the first one's seed; the next runs count up     (a fresh one, printed)
  --scenario NAME  one scenario only                                (all of them in turn)
  --jobs J         processes                                        (one per core)
  --profile P      fast with the demo's policy, or economy with the default one (what the scenario names, or the seed)
  --plain          nothing goes wrong but what the scenario says    (the seed adds faults of its own)
  --quiet-ticks    what Probe and Reconcile ask of AWS goes below the SDK where the answer is plain: the same history, sooner
  --history FILE   writes the history of the first run, a line per entry
  --list           the scenarios`;

/** How often a long campaign tells how far it is. */
const RUNS_PER_LINE = 500;

const promotedIn = (results: readonly Result[]): number =>
  results.reduce((total, { promotions }) => total + promotions, 0);

/** Some runs end without one, and so must end in the end. */
const RUNS_PER_FAILOVER = 20;

const options = {
  runs: { type: 'string' },
  failovers: { type: 'string' },
  seed: { type: 'string' },
  scenario: { type: 'string' },
  jobs: { type: 'string' },
  profile: { type: 'string' },
  plain: { type: 'boolean', default: false },
  'quiet-ticks': { type: 'boolean', default: false },
  history: { type: 'string' },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

await runProgram('simulate', async () => {
  const { values } = parse({ options }, 'npm run simulate -- --help');
  const all = await loadScenarios();
  if (values.help) return say(help);
  if (values.list) return say([...all.values()].map(({ name, about }) => `${name}\n    ${about}`).join('\n'));

  const failovers = wholeNumber('--failovers', values.failovers, { least: 1, most: 10_000_000 });
  if (failovers !== undefined && values.runs !== undefined)
    throw new UsageError('--runs and --failovers cannot both be kept: give one of them');
  const runs =
    wholeNumber('--runs', values.runs, { least: 1, most: 10_000_000 }) ??
    (failovers === undefined ? 1 : failovers * RUNS_PER_FAILOVER);
  const seed = wholeNumber('--seed', values.seed, { least: 0, most: 2 ** 31 }) ?? Math.floor(Math.random() * 1e9);
  const jobs = wholeNumber('--jobs', values.jobs, { least: 1, most: 256 }) ?? availableParallelism();
  const scenario = values.scenario;
  if (scenario !== undefined && !all.has(scenario))
    throw new UsageError(`there is no scenario called ${scenario}: --list shows them`);
  const scenarios = scenario === undefined ? [...all.keys()] : [scenario];
  const swarm = !values.plain;
  const quietTicks = values['quiet-ticks'];
  const profile = profileOf(values.profile);
  if (values.history !== undefined) await writeHistory(values.history, { seed, swarm, scenarios, profile });

  const goal = failovers === undefined ? `${runs} runs` : `${failovers} failovers in runs`;
  console.log(`seed ${seed}, ${goal} of ${scenarios.length} scenarios on ${jobs} jobs`);
  const began = performance.now();
  const results: Result[] = [];
  await runCampaign({
    runs,
    failovers,
    seed,
    jobs,
    scenarios,
    swarm,
    quietTicks,
    profile,
    onResult: (result) => {
      results.push(result);
      if (results.length % RUNS_PER_LINE === 0) console.log(`${results.length} runs, ${promotedIn(results)} failovers`);
    },
  });
  console.log(
    summarise(
      results.sort((a, b) => a.seed - b.seed),
      { wallMs: performance.now() - began, jobs, swarm, profile },
    ),
  );
  const made = results.reduce((sum, { promotions }) => sum + promotions, 0);
  const done = failovers === undefined ? results.length === runs : made >= failovers;
  return done && results.every(({ problems }) => problems.length === 0) ? 0 : 1;
});

function say(text: string): number {
  console.log(text);
  return 0;
}

function profileOf(text: string | undefined): Profile | undefined {
  const { data } = Profile.optional().safeParse(text);
  if (data === text) return data;
  throw new UsageError(`--profile takes ${Profile.options.join(' or ')}, not '${text}'`);
}

async function writeHistory(
  file: string,
  asked: { seed: number; swarm: boolean; scenarios: readonly string[]; profile: Profile | undefined },
): Promise<void> {
  const { seed, swarm, scenarios, profile } = asked;
  const found = (await loadScenarios()).get(scenarios[seed % scenarios.length] ?? '');
  if (!found) return;
  const scenario = { ...found, ...(profile && { profile }) };
  const { history } = await play({ seed, scenario, swarm: swarm ? swarmFor(seed) : {} });
  writeFileSync(file, history.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
}
