import type { Ports } from '../ports.ts';

/** Takes every way in its order; a failure of one is logged and never stops the next. Returns those that worked. */
export const tellAll = async (
  log: Ports['log'],
  ways: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<string[]> => {
  const told: string[] = [];
  for (const [way, tell] of Object.entries(ways)) {
    try {
      await tell();
      told.push(way);
    } catch (error) {
      log.warn('could not tell', { way, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return told;
};
