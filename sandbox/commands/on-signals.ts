const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * On the first signal to end, does `work` and ends the process with the shell's status for that signal; further ones
 * change nothing. Ends with the returned function.
 */
export const onSignals = (work: () => Promise<void>): (() => void) => {
  let ending = false;
  const listeners = Object.entries(signals).map(([signal, status]) => {
    const end = (): void => {
      if (ending) return;
      ending = true;
      void work()
        .catch((error: unknown) => console.error(error))
        .finally(() => process.exit(status));
    };
    process.on(signal, end);
    return () => process.off(signal, end);
  });
  return () => {
    for (const stop of listeners) stop();
  };
};
