import type { ReconcileMemory } from '../contract/journal.ts';

const minuteMs = 60_000;
/** Between two runs for a situation that stays bad: 1, 2, 4, 8, then every 15 minutes. */
const longestPauseMs = 15 * minuteMs;

/** The level trigger's memory: since when the situation is bad, and the runs that were started for it. */
export type Level = Pick<ReconcileMemory, 'downSince' | 'attempts' | 'lastAttemptAt'>;

/**
 * Whether to start a run now, and what to remember. An alarm acts on its transition only: after a hold, a cooldown or
 * a pause it would stay silent for ever. This one asks again, ever less often, as long as it is bad.
 */
export const levelTrigger = (
  before: Level | undefined,
  { isDown, mayStart, now }: { isDown: boolean; mayStart: boolean; now: Date },
): { readonly start: boolean; readonly memory: Level } => {
  if (!isDown) return { start: false, memory: { attempts: 0 } };
  const downSince = before?.downSince ?? now.toISOString();
  const attempts = before?.attempts ?? 0;
  const pause = Math.min(minuteMs * 2 ** Math.max(0, attempts - 1), longestPauseMs);
  const due = before?.lastAttemptAt === undefined || now.getTime() - Date.parse(before.lastAttemptAt) >= pause;
  if (!mayStart || !due)
    return {
      start: false,
      memory: { downSince, attempts, ...(before?.lastAttemptAt && { lastAttemptAt: before.lastAttemptAt }) },
    };
  return { start: true, memory: { downSince, attempts: attempts + 1, lastAttemptAt: now.toISOString() } };
};
