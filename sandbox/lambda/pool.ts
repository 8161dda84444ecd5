import type { FunctionSpec } from './function-spec.ts';

/** What the pool needs to know of a worker. */
export interface PoolWorker {
  readonly spec: FunctionSpec;
  readonly ended: boolean;
  readonly kill: () => Promise<void>;
}

export interface Pool<W extends PoolWorker> {
  /**
   * An idle worker of this function or a new one. Where all workers are busy it waits its turn, first come first
   * served; `nested` does not wait, since its caller holds a worker that would wait for it.
   */
  readonly acquire: (spec: FunctionSpec, options: { readonly nested: boolean }) => Promise<W>;
  /** Gives a worker back; one that has ended or is not `reusable` is let go. */
  readonly release: (worker: W, options: { readonly reusable: boolean }) => void;
  /** Ends the workers that match, busy ones too. Answers how many. */
  readonly kill: (matches: (worker: W) => boolean) => number;
  /** Ends the idle workers of a function that was replaced; the busy ones finish what they do. */
  readonly retire: (spec: FunctionSpec) => void;
  readonly stop: () => Promise<void>;
}

interface Waiter<W> {
  readonly spec: FunctionSpec;
  readonly resolve: (worker: W) => void;
  readonly reject: (reason: Error) => void;
}

/** At most `max` workers, busy and idle together, apart from nested ones; the least recently used idle one makes room. */
export const createPool = <W extends PoolWorker>(start: (spec: FunctionSpec) => W, max: number): Pool<W> => {
  const workers = new Set<W>();
  /** Least recently used first. */
  const idle = new Set<W>();
  const waiters: Waiter<W>[] = [];
  const ending = new Set<Promise<void>>();
  let stopped = false;

  const end = (worker: W): void => {
    workers.delete(worker);
    idle.delete(worker);
    const gone = worker.kill().finally(() => ending.delete(gone));
    ending.add(gone);
  };
  const place = (spec: FunctionSpec, force: boolean): W | undefined => {
    for (const worker of idle) if (worker.ended) end(worker);
    const warm = [...idle].findLast((worker) => worker.spec === spec);
    if (warm) idle.delete(warm);
    if (warm) return warm;
    const [oldest] = idle;
    if (workers.size >= max && oldest) end(oldest);
    if (workers.size >= max && !force) return undefined;
    const worker = start(spec);
    workers.add(worker);
    return worker;
  };
  const serve = (): void => {
    for (let [next] = waiters; next; [next] = waiters) {
      const worker = place(next.spec, false);
      if (!worker) return;
      waiters.shift();
      next.resolve(worker);
    }
  };

  return {
    acquire: (spec, { nested }) =>
      new Promise((resolve, reject) => {
        if (stopped) throw new Error('the sandbox has stopped');
        const worker = nested || waiters.length === 0 ? place(spec, nested) : undefined;
        if (worker) resolve(worker);
        else waiters.push({ spec, resolve, reject });
      }),
    release: (worker, { reusable }) => {
      if (reusable && !worker.ended && workers.has(worker)) idle.add(worker);
      else end(worker);
      serve();
      for (const oldest of idle) if (workers.size > max) end(oldest);
    },
    kill: (matches) => {
      const doomed = [...workers].filter(matches);
      for (const worker of doomed) end(worker);
      serve();
      return doomed.length;
    },
    retire: (spec) => {
      for (const worker of idle) if (worker.spec === spec) end(worker);
      serve();
    },
    stop: async () => {
      stopped = true;
      for (const { reject } of waiters.splice(0)) reject(new Error('the sandbox has stopped'));
      for (const worker of workers) end(worker);
      await Promise.all(ending);
    },
  };
};
