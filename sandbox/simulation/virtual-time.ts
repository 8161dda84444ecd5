import type { Clock } from '../clock.ts';
import { installGlobals } from './virtual-globals.ts';
import { VirtualTimers } from './virtual-timers.ts';

/**
 * How often the queue of microtasks must have run dry until work counts as over: what it put off to the next tick comes
 * once between. Nothing in a run waits for sockets, files or threads, so the event loop itself need not turn.
 */
const QUIET_TICKS = 2;

/** After so many steps the event loop turns all the same: messages leave, signals are heard, a test may end by its timeout. */
const STEPS_PER_TURN = 1000;

const realImmediate = globalThis.setImmediate;

export interface VirtualTime {
  readonly clock: Clock;
  /**
   * Resolves before the next timer fires, once real work has gone quiet; those who wait go on in the order of their keys.
   * By that the order of what happens at one instant never depends on how warm an SDK client was.
   */
  readonly quiet: (key: () => string) => Promise<void>;
  /** Lets time pass until `work` has settled. Rejects where nothing is left that could settle it, or past the limit. */
  readonly drive: <T>(work: Promise<T>, limits: { readonly untilMs: number }) => Promise<T>;
  /** Gives the machine its own time back. Timers that are left never fire. */
  readonly uninstall: () => void;
}

/** A run that cannot go on. */
export class Stalled extends Error {
  override readonly name = 'Stalled';
}

/**
 * Replaces the machine's timers and `Date` by virtual ones, and `Math.random` by a seeded one, for one run. The next
 * timer fires whenever real work has gone quiet, so a run takes the time its computing takes and no more.
 */
export const installVirtualTime = ({ start, random }: { start: number; random: () => number }): VirtualTime => {
  const timers = new VirtualTimers(start);
  const giveBack = installGlobals(timers);
  const machineRandom = Math.random;
  Math.random = random;
  const clock: Clock = {
    now: () => timers.now,
    after: (ms, callback) => {
      const timer = timers.after(ms, callback);
      return () => timers.cancel(timer);
    },
  };
  const waiting: Waiting[] = [];
  return {
    clock,
    quiet: (key) => new Promise((resolve) => waiting.push({ key, resolve })),
    drive: (work, { untilMs }) => drive({ timers, waiting }, work, untilMs),
    uninstall: () => {
      Math.random = machineRandom;
      giveBack();
      timers.clear();
    },
  };
};

interface Waiting {
  readonly key: () => string;
  readonly resolve: () => void;
}

/** Mostly there is one, and its key is not wanted. */
const inOrder = (waiting: readonly Waiting[]): readonly Pick<Waiting, 'resolve'>[] =>
  waiting.length === 1
    ? waiting
    : waiting
        .map(({ key, resolve }) => ({ key: key(), resolve }))
        .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));

interface Machine {
  readonly timers: VirtualTimers;
  readonly waiting: Waiting[];
}

const drive = async <T>({ timers, waiting }: Machine, work: Promise<T>, untilMs: number): Promise<T> => {
  let settled = false;
  const end = (): void => {
    settled = true;
  };
  work.then(end, end);
  for (let step = 1; ; step += 1) {
    if (step % STEPS_PER_TURN === 0) await turnOfTheLoop();
    for (let tick = 0; tick < QUIET_TICKS; tick += 1) await microtasksDone();
    if (settled) return await work;
    if (waiting.length > 0) {
      for (const { resolve } of inOrder(waiting.splice(0))) resolve();
      continue;
    }
    if (timers.now > untilMs)
      throw new Stalled(`the run is not over at ${new Date(timers.now).toISOString()}, its limit of virtual time`);
    if (!timers.next()) throw new Stalled('the run waits for something, and no timer is left to bring it');
  }
};

/** Node runs the next tick only once no microtask is left. */
const microtasksDone = (): Promise<void> =>
  new Promise((resolve) => {
    process.nextTick(resolve);
  });

const turnOfTheLoop = (): Promise<void> =>
  new Promise((resolve) => {
    realImmediate(resolve);
  });
