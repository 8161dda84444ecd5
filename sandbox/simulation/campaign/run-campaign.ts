import { fork } from 'node:child_process';
import type { Profile } from '../../../functions/contract/policy.ts';
import type { Result } from './play-seeds.ts';
import type { Job } from './worker.ts';

export interface Campaign {
  /** Runs; where failovers are given, at most so many. */
  readonly runs: number;
  /** Plays until so many were made, instead of a number of runs. */
  readonly failovers?: number | undefined;
  readonly seed: number;
  readonly jobs: number;
  readonly scenarios: readonly string[];
  readonly swarm: boolean;
  readonly quietTicks: boolean;
  /** Of every run; without it each scenario's own, or the seed's. */
  readonly profile?: Profile | undefined;
  readonly onResult: (result: Result) => void;
}

const worker = new URL('./worker.ts', import.meta.url);

/** A young generation as large as one run's history: what a run leaves dies young. */
const execArgv = ['--max-semi-space-size=64'];

/** Plays all runs in `jobs` processes. Rejects if one of them fails; the others are ended. */
export const runCampaign = async (campaign: Campaign): Promise<void> => {
  const { runs, failovers, seed, jobs, scenarios, swarm, quietTicks, profile, onResult } = campaign;
  const shares = Array.from({ length: Math.min(jobs, runs) }, (_, index) => ({
    first: seed + index,
    runs: Math.ceil((runs - index) / jobs),
    step: jobs,
    ...(failovers !== undefined && { failovers: Math.ceil(failovers / jobs) }),
    scenarios,
    swarm,
    quietTicks,
    profile,
  }));
  const children = shares.map((job: Job) => fork(worker, [JSON.stringify(job)], { execArgv }));
  try {
    await Promise.all(
      children.map(
        (child) =>
          new Promise<void>((resolve, reject) => {
            child.on('message', (result: Result) => onResult(result));
            child.once('error', reject);
            child.once('exit', (code) =>
              code === 0 ? resolve() : reject(new Error(`a worker ended with status ${code}`)),
            );
          }),
      ),
    );
  } finally {
    for (const child of children) child.kill();
  }
};
