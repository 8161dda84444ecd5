import type { Ports } from '../ports.ts';

/** Which ways worked, and why the others did not. */
export interface Told {
  readonly told: string[];
  readonly failed: { readonly way: string; readonly reason: string }[];
}

/** Takes every way in its order; a failure of one is logged and never stops the next. */
export const tellAll = async (
  log: Ports['log'],
  ways: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<Told> => {
  const outcome: Told = { told: [], failed: [] };
  for (const [way, tell] of Object.entries(ways)) {
    try {
      await tell();
      outcome.told.push(way);
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      log.warn('could not tell', { way, reason });
      outcome.failed.push({ way, reason });
    }
  }
  return outcome;
};
