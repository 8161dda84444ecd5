const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * On the first signal to end, does `work` and ends the process with the shell's status for that signal; further ones
 * change nothing. Ends with the returned function.
 */
export const onSignals = (work: () => Promise<void>): (() => void) => {
  let ending = false;
  const end = (status: number): void => {
    if (ending) return;
    ending = true;
    void work()
      .catch((error: unknown) => console.error(error))
      .finally(() => process.exit(status));
  };
  const listeners = Object.entries(signals).map(([signal, status]) => {
    const listener = (): void => end(status);
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  const stopWatching = onOrphaned(() => end(signals.SIGTERM));
  return () => {
    stopWatching();
    for (const stop of listeners) stop();
  };
};

const LOOK_MS = 500;

/** npm dies of SIGTERM without passing it on: under npm, a process whose parent is gone was meant to end too. */
const onOrphaned = (act: () => void): (() => void) => {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) act();
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
};
