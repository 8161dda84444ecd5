import type { ReconcileMemory } from '../contract/journal.ts';

/** A difference that stands is paged again after this long. */
const againMs = 60 * 60_000;

type Paged = Pick<ReconcileMemory, 'pagedReason' | 'pagedAt'>;

/** Whether to page a difference now, and what to remember. A new one at once, a standing one every hour, none never. */
export const standingPage = (
  before: Paged | undefined,
  { reason, now }: { reason: string | undefined; now: Date },
): { readonly page: boolean; readonly memory: Paged } => {
  if (reason === undefined) return { page: false, memory: {} };
  const sameAsBefore = before?.pagedReason === reason && before.pagedAt !== undefined;
  if (sameAsBefore && now.getTime() - Date.parse(before.pagedAt ?? '') < againMs)
    return { page: false, memory: before };
  return { page: true, memory: { pagedReason: reason, pagedAt: now.toISOString() } };
};
