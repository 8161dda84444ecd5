import type { ReconcileMemory } from '../contract/journal.ts';

const minuteMs = 60_000;
/** Between two runs for a situation that stays bad: 1, 2, 4, 8, then every 15 minutes. */
const longestPauseMs = 15 * minuteMs;

/** The level trigger's memory: since when the situation is bad, and the runs that were started for it. */
export type Level = Pick<ReconcileMemory, 'downSince' | 'attempts' | 'lastAttemptAt'>;

/**
 * Whether to start a run now, and what to remember. An alarm acts on its transition only: after a hold, a cooldown or
 * a pause it would stay silent for ever. This one asks again, ever less often, as long as it is bad. Only what is seen
 * to be good again makes it begin anew: a look that cannot tell changes nothing.
 */
export const levelTrigger = (
  before: Level | undefined,
  { outage, mayStart, now }: { outage: 'seen' | 'not' | 'unknown'; mayStart: boolean; now: Date },
): { readonly start: boolean; readonly memory: Level } => {
  if (outage === 'not') return { start: false, memory: { attempts: 0 } };
  const attempts = before?.attempts ?? 0;
  const kept = {
    attempts,
    ...(before?.downSince && { downSince: before.downSince }),
    ...(before?.lastAttemptAt && { lastAttemptAt: before.lastAttemptAt }),
  };
  if (outage === 'unknown') return { start: false, memory: kept };
  const downSince = before?.downSince ?? now.toISOString();
  const pause = Math.min(minuteMs * 2 ** Math.max(0, attempts - 1), longestPauseMs);
  const sinceMs = before?.lastAttemptAt === undefined ? pause : now.getTime() - Date.parse(before.lastAttemptAt);
  // An attempt in the future was none of ours: it must not keep this silent.
  const due = sinceMs >= pause || sinceMs < -minuteMs;
  if (!mayStart || !due) return { start: false, memory: { ...kept, downSince } };
  return { start: true, memory: { downSince, attempts: attempts + 1, lastAttemptAt: now.toISOString() } };
};
