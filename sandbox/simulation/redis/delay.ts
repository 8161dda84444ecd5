import type { Way } from './paths.ts';

/** TCP's first retransmission timeout, and that of a connection that is not there yet (RFC 6298), in milliseconds. */
const firstRetry = { data: 200, connecting: 1000 } as const;

/**
 * How long one message takes; undefined where nothing gets through. A lost packet is sent again after a time that
 * doubles, so loss is felt as delay.
 */
export const delayOf = (
  way: Way,
  random: () => number,
  phase: keyof typeof firstRetry = 'data',
): number | undefined => {
  if (way === 'open') return 0;
  if (way === 'cut') return undefined;
  let delay = way.latencyMs;
  let retry: number = firstRetry[phase];
  // Nobody waits for more than eight in a row.
  for (let attempt = 0; attempt < 8 && random() < way.lossRate; attempt += 1) {
    delay += retry;
    retry *= 2;
  }
  return delay;
};
