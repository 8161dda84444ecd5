import type { Core } from './model.ts';

/** Calls back after `ms`; for 0 on the clock's next turn, never at once. */
export const later = ({ clock }: Pick<Core, 'clock'>, ms: number, callback: () => void): (() => void) =>
  clock.after(ms, callback);

/** Calls back as soon as the network allows what `condition` asks: now, or at a later change. */
export const whenever = (
  { network }: Pick<Core, 'network'>,
  condition: () => boolean,
  callback: () => void,
): (() => void) => {
  if (condition()) {
    callback();
    return () => {};
  }
  const stop = network.onChange(() => {
    if (!condition()) return;
    stop();
    callback();
  });
  return stop;
};
