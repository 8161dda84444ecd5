/** A process that plays its share of the runs: `worker.ts <job as JSON>`; each result goes to its parent as a message. */
import type { Profile } from '../../../functions/contract/policy.ts';
import { swarmFor } from '../swarm.ts';
import { playSeeds, type Seeds } from './play-seeds.ts';
import { loadScenarios } from './scenarios.ts';

export interface Job extends Seeds {
  readonly scenarios: readonly string[];
  readonly swarm: boolean;
  readonly quietTicks: boolean;
  /** Of every run; without it each scenario's own, or the seed's. */
  readonly profile?: Profile | undefined;
}

const job: Job = JSON.parse(process.argv[2] ?? '{}');
const all = await loadScenarios();
const scenarios = job.scenarios
  .flatMap((name) => all.get(name) ?? [])
  .map((scenario) => ({ ...scenario, ...(job.profile && { profile: job.profile }) }));
await playSeeds(job, {
  scenarios,
  swarmOf: job.swarm ? swarmFor : () => ({}),
  quietTicks: job.quietTicks,
  tell: (result) => process.send?.(result),
});
