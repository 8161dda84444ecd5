import type { ReconcileMemory } from '../contract/journal.ts';
import { metrics } from '../contract/names.ts';
import { differenceMessage } from '../domain/messages/difference-message.ts';
import { canonical } from '../domain/published-record.ts';
import { standingPage } from '../domain/standing-page.ts';
import type { ReconcilePorts, Turn } from './reconcile-datastore.ts';
import type { Difference } from './settle.ts';

interface Outcome {
  readonly memory: ReconcileMemory | undefined;
  /** What this turn saw, besides what is paged. */
  readonly seen: Omit<ReconcileMemory, 'datastore' | 'standing' | 'passingSince'>;
  readonly difference: Difference | undefined;
}

/**
 * Remembers what was seen, then pages, then remembers that: a page that fails costs no memory, and is sent again the
 * next minute. In calm nothing changes from minute to minute, and nothing is written.
 */
export const rememberAndTell = async (
  { clock, counter, journal, log, pager }: ReconcilePorts,
  { name, settings: { region } }: Turn,
  { memory: before, seen, difference }: Outcome,
): Promise<void> => {
  const { page, memory, afterPage } = standingPage(before, { found: difference, now: clock.now() });
  if (difference) {
    const { reason, detail } = difference;
    log.warn('difference found', { datastore: name, reason, detail });
    counter.count(metrics.differenceFound, { [metrics.dimension]: name, Reason: reason });
  }
  const after: ReconcileMemory = { datastore: name, ...seen, ...memory };
  if (before === undefined || canonical(before) !== canonical(after)) await journal.writeReconcile(after);
  if (!difference || !page) return;
  await pager.page(
    differenceMessage({ datastore: name, region, reason: difference.reason, detail: difference.detail }),
  );
  await journal.writeReconcile({ datastore: name, ...seen, ...afterPage });
};
