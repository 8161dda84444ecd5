import type { RunRecord } from '../run-record.ts';
import { runs } from './callers.ts';
import { entriesOf, text } from './entries.ts';
import { memo } from './memo.ts';

const ended = memo((record) =>
  entriesOf(record, 'function').filter(
    (entry) => runs(entry, 'Reconcile') && text(entry, 'phase') === 'end' && text(entry, 'functionError') === '',
  ),
);

/** How often `Reconcile` ended well in a Region between two instants: without it nobody can expect anything. */
export const turnsBetween = (
  record: RunRecord,
  region: string,
  { from, to }: { readonly from: number; readonly to: number },
): number => ended(record).filter((entry) => entry.region === region && entry.at >= from && entry.at <= to).length;
