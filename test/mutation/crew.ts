import { type ChildProcess, fork } from 'node:child_process';
import type { Answer, Order } from './worker.ts';

/** Modules are never given back: a worker that has done so many jobs is replaced. */
const jobsPerWorker = 250;

/** One process that does one job at a time, and is replaced when it hangs, dies or has grown. */
export const createHand = (sources: ReadonlyMap<string, string>) => {
  let worker: ChildProcess | undefined;
  let jobs = 0;

  const dismiss = (): void => {
    worker?.kill('SIGKILL');
    worker = undefined;
  };
  const hire = (): ChildProcess => {
    if (jobs >= jobsPerWorker) dismiss();
    if (worker) return worker;
    jobs = 0;
    worker = fork(new URL('worker.ts', import.meta.url), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    worker.send({ kind: 'sources', sources: [...sources] } satisfies Order);
    return worker;
  };
  /** `hung`: no answer in time, or the process ended. */
  const work = (order: Order, deadlineMs: number): Promise<Answer | 'hung'> =>
    new Promise((resolve) => {
      const hand = hire();
      jobs += 1;
      const settle = (answer: Answer | 'hung'): void => {
        clearTimeout(timer);
        hand.off('message', settle);
        hand.off('exit', onExit);
        if (answer === 'hung') dismiss();
        resolve(answer);
      };
      const onExit = (): void => settle('hung');
      const timer = setTimeout(onExit, deadlineMs);
      hand.once('message', settle);
      hand.once('exit', onExit);
      hand.send(order);
    });
  return { work, dismiss };
};

/** Does all jobs with so many processes, in order, and returns what each came to. */
export const doAll = async <Job, Result>(
  jobs: readonly Job[],
  crew: {
    readonly sources: ReadonlyMap<string, string>;
    readonly size: number;
    readonly each: (job: Job, hand: ReturnType<typeof createHand>) => Promise<Result>;
  },
): Promise<Result[]> => {
  const results: Result[] = [];
  const queue = jobs.entries();
  const hands = Array.from({ length: crew.size }, () => createHand(crew.sources));
  const drain = async (hand: ReturnType<typeof createHand>): Promise<void> => {
    for (const [at, job] of queue) results[at] = await crew.each(job, hand);
  };
  try {
    await Promise.all(hands.map(drain));
  } finally {
    for (const hand of hands) hand.dismiss();
  }
  return results;
};
