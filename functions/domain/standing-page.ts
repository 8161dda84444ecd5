import type { ReconcileMemory } from '../contract/journal.ts';

const minuteMs = 60_000;
/** A difference that stands is paged again after this long. */
const againMs = 60 * minuteMs;
/** What people know and are only reminded of is paged again after this long. */
const remindAgainMs = 24 * 60 * minuteMs;
/** A reason that was absent for this long is a new one. */
const forgottenMs = 10 * minuteMs;
/** What may pass by itself is paged from the third minute in a row: a turn begins within seconds of its minute. */
const passingMs = 1.5 * minuteMs;

type Paged = Pick<ReconcileMemory, 'standing' | 'passingSince'>;

/** What stands now. `mayPass`: a failing call, which often is gone the next minute. */
interface Found {
  readonly reason: string;
  readonly mayPass: boolean;
  readonly isReminder?: boolean;
}

/**
 * Whether to page a difference now, and what to remember before and after it is paged. A new one is paged at once, one
 * that may pass once it does not, a standing one every hour, a reminder once a day, however many take turns; none never.
 */
export const standingPage = (
  before: Paged | undefined,
  { found, now }: { found: Found | undefined; now: Date },
): { readonly page: boolean; readonly memory: Paged; readonly afterPage: Paged } => {
  const at = now.toISOString();
  /** What was noted in the future was not noted by us: it is as long ago as can be, and silences nothing. */
  const past = (instant: string): number => {
    const ms = now.getTime() - Date.parse(instant);
    return ms < -minuteMs ? Number.POSITIVE_INFINITY : ms;
  };
  const recent = before?.standing?.filter(({ lastSeenAt }) => past(lastSeenAt) < forgottenMs) ?? [];
  const others = recent.filter(({ reason }) => reason !== found?.reason);
  if (!found) {
    const memory = remembered(others, undefined);
    return { page: false, memory, afterPage: memory };
  }
  const passingSince = found.mayPass ? (before?.passingSince ?? at) : undefined;
  const known = recent.find(({ reason }) => reason === found.reason);
  const entry = { reason: found.reason, lastSeenAt: at };
  const wasPaged = known?.pagedAt !== undefined && past(known.pagedAt) < (found.isReminder ? remindAgainMs : againMs);
  return {
    page: !wasPaged && (passingSince === undefined || past(passingSince) >= passingMs),
    memory: remembered([...others, { ...entry, ...(known?.pagedAt && { pagedAt: known.pagedAt }) }], passingSince),
    afterPage: remembered([...others, { ...entry, pagedAt: at }], passingSince),
  };
};

const remembered = (standing: NonNullable<Paged['standing']>, passingSince: string | undefined): Paged => ({
  ...(standing.length > 0 && { standing }),
  ...(passingSince && { passingSince }),
});
