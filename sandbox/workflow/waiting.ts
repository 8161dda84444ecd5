import type { Clock } from '../clock.ts';

/** Resolves after `ms` of the clock, or rejects with the signal's reason at once. */
export const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  orAbort(signal, (resolve) => clock.after(ms, () => resolve()));

/** Settles as `promise` does, or rejects with the signal's reason, whichever is first. */
export const until = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  orAbort<T>(signal, (resolve, reject) => {
    promise.then(resolve, reject);
    return () => {};
  });

/** A promise that `begin` settles, or the signal, which also calls what `begin` answered. */
export const orAbort = <T>(
  signal: AbortSignal,
  begin: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void,
): Promise<T> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);

    const abort = () => {
      cancel();
      reject(signal.reason);
    };
    const ended =
      <A>(settle: (value: A) => void) =>
      (value: A) => {
        signal.removeEventListener('abort', abort);
        settle(value);
      };
    const cancel = begin(ended(resolve), ended(reject));
    signal.addEventListener('abort', abort, { once: true });
  });
