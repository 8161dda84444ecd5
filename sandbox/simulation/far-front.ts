import { scopeOf } from '../aws/front/signature.ts';
import { connectionReset, silence } from '../aws/front/silence.ts';
import type { Front } from '../aws/front.ts';
import { type Clock, sleep } from '../clock.ts';
import type { WorldPaths } from './paths.ts';

interface Distance {
  readonly clock: Clock;
  readonly random: () => number;
  readonly paths: WorldPaths;
  /** Milliseconds of each call, at most; a call to another Region takes 60 ms more. */
  readonly latencyMs: number;
}

interface Way {
  readonly from: string;
  readonly to: string;
  readonly signal: AbortSignal | undefined;
}

const REGION_TO_REGION_MS = 60;

/** A front that is some way off: requests take their time, and over a bad link some are lost before or after their effect. */
export const farFront = (front: Front, { clock, random, paths, latencyMs }: Distance): Front => {
  const travel = async <T>({ from, to, signal }: Way, work: () => Promise<T>): Promise<T> => {
    const way = paths.connects(from, to, 'api');
    const { lossRate: loss, latencyMs: delayMs } = typeof way === 'object' ? way : { lossRate: 0, latencyMs: 0 };
    const distance = to === from ? 0 : REGION_TO_REGION_MS;
    await sleep(clock, 1 + Math.floor(random() * latencyMs) + distance + delayMs);
    if (signal?.aborted) throw connectionReset();
    const lost = loss > 0 && random() < loss;
    if (lost && random() < 0.5) return silence(signal);
    const answer = await work();
    return lost ? silence(signal) : answer;
  };
  return {
    ...front,
    handle: (request, from, options = {}) => {
      const to = scopeOf(request)?.region ?? from;
      return travel({ from, to, signal: options.signal }, () => front.handle(request, from, options));
    },
    ask: (call, from, options = {}) =>
      travel({ from, to: call.region, signal: options.signal }, () => front.ask(call, from, options)),
  };
};
