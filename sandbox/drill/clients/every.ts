import type { Clock } from '../../clock.ts';

/** Does the work again and again, each time some while after it ended; the work answers how long. Ends with the returned function. */
export const every = (clock: Clock, work: () => Promise<number>): (() => void) => {
  let stopped = false;
  let cancel = (): void => {};
  const round = (): void => {
    void work().then((pauseMs) => {
      if (!stopped) cancel = clock.after(pauseMs, round);
    });
  };
  round();
  return () => {
    stopped = true;
    cancel();
  };
};
