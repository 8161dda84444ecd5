import { setTimeout as wait } from 'node:timers/promises';
import type { World } from '../world.ts';

/** Real work that is under way beside the functions: the clock stands still until it is done. */
export class Work {
  readonly #open = new Set<Promise<unknown>>();

  /** Answers what it was given. A failure is whose who awaits it. */
  track<T>(work: Promise<T>): Promise<T> {
    const done = (): void => {
      this.#open.delete(work);
    };
    this.#open.add(work);
    work.then(done, done);
    return work;
  }

  get isDone(): boolean {
    return this.#open.size === 0;
  }
}

/** A performance that takes more of the machine's time than it was given, or more of the world's. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

export interface Travel {
  readonly world: Pick<World, 'advance' | 'clock' | 'history' | 'lambda'>;
  readonly work: Work;
  /** By the world's clock. */
  readonly untilMs: number;
  /** Of the machine's time. */
  readonly realMs: number;
}

/** Looks in a row, a millisecond apart, in which nothing worked and nothing happened: sockets and servers need a moment. */
const CALM_LOOKS = 4;

/**
 * Lets the world's time pass until `story` has settled: it waits in the machine's time while functions work, and sets the
 * clock forward to whatever is due next once all is calm. So nothing that takes long is cut short, and nothing is waited
 * for that only time brings. Rejects as `story` does, or with `TookTooLong`.
 */
export const travel = async <T>(story: Promise<T>, { world, work, untilMs, realMs }: Travel): Promise<T> => {
  const { clock, lambda, history } = world;
  const deadline = performance.now() + realMs;
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  story.then(end, end);

  const calm = async (): Promise<void> => {
    for (let looks = 0, seen = -1; looks < CALM_LOOKS && !isOver; looks += 1) {
      await wait(1);
      const isCalm = work.isDone && lambda.working().length === 0 && history.entries.length === seen;
      if (!isCalm) looks = -1;
      seen = history.entries.length;
      if (performance.now() > deadline)
        throw new TookTooLong(`not over after ${Math.round(realMs / 1000)} s; at work: ${lambda.working().join(', ')}`);
    }
  };

  while (!isOver) {
    await calm();
    if (clock.now() > untilMs) throw new TookTooLong(`not over at ${new Date(untilMs).toISOString()} by its own clock`);
    const ahead = (clock.nextDue() ?? untilMs) - clock.now();
    if (ahead > 0 && !isOver) world.advance(ahead);
  }
  return await story;
};
